"""Apache PDFBox Preflight, a validator of PDF/A-1b that we did not write.

python -m tests.preflight     makes sure that it is there
"""

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from tests.debian import install

_BECAUSE: Final = "Các bài thử về giấy tờ cần PDFBox Preflight để kiểm tra PDF/A."
_JARS: Final = {  # by the package that brings them; the last two left Java itself in version 11
    "libpdfbox2-java": ("preflight", "pdfbox2", "fontbox2", "xmpbox"),
    "libcommons-logging-java": ("commons-logging",),
    "libactivation-java": ("javax.activation",),
    "libjaxb-api-java": ("jaxb-api",),
}
_SHELF: Final = Path("/usr/share/java")


def complaints(pdf: bytes) -> list[str]:
    """What keeps the file from being PDF/A-1b; nothing if it is."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        command = [java(), "-cp", ":".join(jars()), "org.apache.pdfbox.preflight.Validator_A1b", file.name]
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
        lines = [line for line in done.stdout.splitlines() if line]
        if done.returncode == 0 and lines == [f"The file {Path(file.name).name} is a valid PDF/A-1b file"]:
            return []
        return [*lines, *done.stderr.splitlines()]


def java() -> str:
    if shutil.which("java") is None:
        install("default-jre-headless", because=_BECAUSE)
    found = shutil.which("java")
    if found is None:
        raise FileNotFoundError("java")
    return found


def jars() -> list[str]:
    for package, names in _JARS.items():
        if not all((_SHELF / f"{name}.jar").exists() for name in names):
            install(package, because=_BECAUSE)
    return [str(_SHELF / f"{name}.jar") for names in _JARS.values() for name in names]


if __name__ == "__main__":
    java()
    jars()
