"""LibreOffice, a reader of our Word files that we did not write; with our type in the place of Times New Roman, so that lines break alike.

python -m tests.libreoffice     makes sure that it is there
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from chungtay.documents.press.letters import FONTS
from tests.debian import install

_BECAUSE: Final = "Các bài thử về giấy tờ cần LibreOffice để mở tệp Word."
_FONT_SETTINGS: Final = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <alias binding="same"><family>Times New Roman</family><prefer><family>Tinos</family></prefer></alias>
</fontconfig>
"""


def to_pdf(docx: bytes) -> bytes:
    """The Word file as LibreOffice prints it."""
    return _converted(docx, "pdf")


def saved_anew(docx: bytes) -> bytes:
    """The Word file as LibreOffice writes it."""
    return _converted(docx, "docx")


def _converted(docx: bytes, ending: str) -> bytes:
    """A profile of its own each time: two on one profile, and one of them silently does nothing."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "document.docx").write_bytes(docx)
        fonts = folder / "fonts.conf"
        fonts.write_text(_FONT_SETTINGS.format(fonts=FONTS, cache=folder / "cache"))
        command = [soffice(), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", ending]
        subprocess.run(
            [*command, "--outdir", str(folder / "out"), str(folder / "document.docx")],
            check=True,
            capture_output=True,
            timeout=180,
            env=os.environ | {"FONTCONFIG_FILE": str(fonts)},
        )
        return (folder / "out" / f"document.{ending}").read_bytes()


def soffice() -> str:
    """The path of LibreOffice, installed if it is missing and we may."""
    if shutil.which("soffice") is None:
        install("libreoffice-writer-nogui", because=_BECAUSE)
    found = shutil.which("soffice")
    if found is None:
        raise FileNotFoundError("soffice")
    return found


if __name__ == "__main__":
    soffice()
