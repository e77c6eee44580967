"""A report printed by the command, and the words that stand on it."""

from pathlib import Path

from django.core.management import call_command

from tests.documents.press.printed import Printed
from tests.documents.press.reading import Word
from tests.documents.press.test_same_words import Screen


def printed(folder: Path, form: str, *asked: str) -> bytes:
    """`asked`: the programme and its options, as typed after `manage.py report`."""
    output = folder / f"bao-cao.{form}"
    call_command("report", *asked, "--format", form, "--output", str(output))
    return output.read_bytes()


def words_of(content: bytes, form: str) -> str:
    """Each line of the paper on a line."""
    if form == "docx":
        lines = Word(content).words()
    elif form == "pdf":
        lines = Printed(content).words()
    elif form == "html":
        page = content.decode()
        lines = Screen(page[page.index("<article") : page.index("</article>") + len("</article>")]).lines
    else:
        lines = content.decode().splitlines()
    return "\n".join(line.replace("\u00a0", " ") for line in lines)
