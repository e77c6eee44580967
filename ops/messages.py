"""The words on screen and their translations. Vietnamese is the source text; no gettext is needed on the machine.

    python ops/messages.py update     gather the words into every locale/*/LC_MESSAGES/django.po, keeping what is translated
    python ops/messages.py check      complain about words without a translation, and translations without a word
    python ops/messages.py compile    write the .mo files that Django reads

The .po files are sorted and carry neither line numbers nor days, so that they change only when the words do.
"""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT: Final = Path(__file__).resolve().parent.parent
# Positions of the singular, the plural and the context ("c") in the call's arguments.
_FUNCTIONS: Final[dict[str, dict[str, int]]] = {
    "gettext": {"id": 0},
    "ngettext": {"id": 0, "plural": 1},
    "pgettext": {"context": 0, "id": 1},
    "npgettext": {"context": 0, "id": 1, "plural": 2},
}
FUNCTIONS: Final = {
    spelled: places
    for name, places in ({"_": {"id": 0}} | _FUNCTIONS).items()
    for spelled in (name, f"{name}_lazy", f"{name}_noop", f"u{name}")
}
PLACEHOLDER: Final = re.compile(r"%\((\w+)\)[a-z]|\{(\w*)\}|%[sd]")
NOISE: Final = tuple(
    f'"{name}:'.encode()
    for name in (
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Last-Translator",
        "Language-Team",
        "Generated-By",
        "Project-Id-Version",
        "Report-Msgid-Bugs-To",
    )
)

Key = tuple[str | None, str]  # the context and the singular


@dataclass
class Word:
    """One text of the source, and where it stands ("path:line")."""

    singular: str
    plural: str | None = None
    context: str | None = None
    places: list[str] = field(default_factory=list)

    @property
    def key(self) -> Key:
        return self.context, self.singular


def words() -> dict[Key, Word]:
    """Every text marked for translation in code and templates."""
    found: dict[Key, Word] = {}
    for path in sorted([*ROOT.glob("chungtay/**/*"), *ROOT.glob("config/**/*")]):
        if path.suffix not in (".py", ".html", ".txt") or not path.is_file():
            continue
        if path.suffix != ".py" and "templates" not in path.parts:
            continue
        for line, word in words_in(path.read_text(encoding="utf-8"), is_template=path.suffix != ".py"):
            kept = found.setdefault(word.key, word)
            kept.plural = kept.plural or word.plural
            kept.places.append(f"{path.relative_to(ROOT)}:{line}")
    return found


def words_in(source: str, *, is_template: bool) -> Iterator[tuple[int, Word]]:
    """The marked texts of one file with their lines."""
    if is_template:  # templatize leaves the margins of the page, which Python would read as indentation
        source = "\n".join(line.lstrip() for line in templatize(source).split("\n"))
    for line, function, arguments, _comments in extract_python(
        BytesIO(source.encode()), dict.fromkeys(FUNCTIONS), [], {"encoding": "utf-8"}
    ):
        texts: Any = arguments  # one text, or a tuple with None for what is no text
        given = texts if isinstance(texts, tuple) else (texts,)
        parts = {part: given[at] for part, at in FUNCTIONS[str(function)].items() if at < len(given)}
        if singular := parts.get("id"):
            yield line, Word(singular, parts.get("plural"), parts.get("context"))


def catalogs() -> list[Path]:
    return sorted(ROOT.glob("locale/*/LC_MESSAGES/django.po"))


def load(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, charset="utf-8")


def entries(catalog: Catalog) -> dict[Key, Message]:
    """The translations by their key, without the header."""
    return {(message.context, _first(message.id)): message for message in catalog if message.id}


def update(path: Path) -> int:
    """Rewrite the file with today's words; returns how many wait for a translation."""
    kept = entries(load(path))
    catalog = Catalog(locale=path.parent.parent.name, header_comment="# Chung Tay", fuzzy=False, charset="utf-8")
    for key, word in words().items():
        old = kept.get(key)
        files = sorted({place.rpartition(":")[0] for place in word.places})
        catalog.add(
            (word.singular, word.plural) if word.plural else word.singular,
            _shaped(old, is_plural=word.plural is not None),
            locations=[(file, 0) for file in files],
            context=word.context,
            flags={"fuzzy"} if old is not None and old.fuzzy else (),
        )
    path.write_bytes(canonical(catalog))
    return sum(1 for message in catalog if message.id and not all(_forms(message)))


def canonical(catalog: Catalog) -> bytes:
    """The file's bytes: sorted, without what changes from run to run."""
    out = BytesIO()
    write_po(out, catalog, width=120, sort_output=True, include_lineno=False)
    return b"".join(line for line in out.getvalue().splitlines(keepends=True) if not line.startswith(NOISE))


def _shaped(old: Message | None, *, is_plural: bool) -> str | tuple[str, ...]:
    """The translation so far, in the number of forms that the word now needs."""
    forms = _forms(old) if old is not None else [""]
    if is_plural:
        return tuple(forms) if len(forms) > 1 else (forms[0], forms[0])
    return forms[-1]


def check(path: Path) -> list[str]:
    """What is wrong with the translations of one language, a line each."""
    catalog, wanted = load(path), words()
    have = entries(catalog)
    where = path.relative_to(ROOT)
    wrong = [f"{where}: no longer used: {singular!r}" for context, singular in have.keys() - wanted.keys()]
    wrong += [f"{where}: obsolete: {_first(message.id)!r}" for message in catalog.obsolete.values()]
    for key, word in wanted.items():
        if fault := fault_of(have.get(key), word):
            wrong.append(f"{word.places[0]}: {fault}: {word.singular!r}")
    return sorted(wrong)


def fault_of(message: Message | None, word: Word) -> str | None:
    """Why the translation of one word cannot be used, or None."""
    if message is None or not all(_forms(message)):
        return "not translated"
    if message.fuzzy:
        return "fuzzy"
    if isinstance(message.id, tuple | list) != (word.plural is not None):
        return "singular and plural differ from the source"
    source = placeholders(word.plural or word.singular)
    if placeholders(_forms(message)[-1]) != source:
        return "placeholders differ"
    if any(not set(placeholders(form)) <= set(source) | set(placeholders(word.singular)) for form in _forms(message)):
        return "unknown placeholder"
    return None


def placeholders(text: str) -> list[str]:
    return sorted(match[0] for match in PLACEHOLDER.finditer(text.replace("%%", "")))


def _first(singular: str | tuple[str, ...] | list[str]) -> str:
    return singular if isinstance(singular, str) else singular[0]


def _forms(message: Message) -> list[str]:
    """The translation's forms, one where the language or the word has no plural."""
    return [message.string] if isinstance(message.string, str) else [form or "" for form in message.string or ("",)]


def compile_catalogs() -> None:
    for path in catalogs():
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, load(path))


def update_all() -> None:
    for path in catalogs():
        print(f"{path.relative_to(ROOT)}: {update(path)} not translated")


def check_all() -> None:
    if wrong := [line for path in catalogs() for line in check(path)]:
        sys.exit("\n".join(wrong))


COMMANDS: Final[dict[str, Callable[[], None]]] = {"update": update_all, "check": check_all, "compile": compile_catalogs}

if __name__ == "__main__":
    COMMANDS[sys.argv[1]]()
