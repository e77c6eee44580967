"""A refusal is part of the conversation, not a failure of the program."""


class RuleBroken(Exception):  # noqa: N818 — it names what happened in the domain
    """A rule of the domain says no.

    `sentence` is shown to the person as it is, in their language; `field` names the form field where they are looking
    (None: the whole form). Raised by actions before anything is written, or by the database, whose transaction is gone.
    """

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
