"""The browser of the journeys: Debian's Chromium.

python -m tests.browser        makes sure that it is there
"""

import shutil
from pathlib import Path

from tests.debian import install


def find_chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium", path="/usr/bin:/usr/local/bin:/snap/bin")


def chromium() -> str:
    """The path of Chromium, installed if it is missing and we may."""
    if find_chromium() is None:
        install("chromium", because="Các bài thử bằng trình duyệt cần Chromium.")
    found = find_chromium()
    if found is None:
        raise FileNotFoundError("chromium")
    return str(Path(found))


if __name__ == "__main__":
    chromium()
