"""Programs that the tests need beside Python: installed from Debian's packages where we may, else one sentence says what to install."""

import os
import shutil
import subprocess
import sys


def install(package: str, *, because: str) -> None:
    """Install the package, or end with the sentence for the person at the keyboard."""
    way = _way_to_install()
    if way is None:
        sys.exit(f"{because} Xin cài gói “{package}” (trên Debian: sudo apt-get install {package}) rồi chạy lại.")
    print(f"▸ {because} Đang cài gói {package}…", flush=True)
    command = [*way, "install", "--yes", "--quiet", "--no-install-recommends", package]
    if _run(command).returncode == 0:
        return
    _run([*way, "update", "--quiet"])  # a fresh machine has no lists of packages yet
    if (done := _run(command)).returncode != 0:
        sys.exit(f"{done.stderr}\n{because} Không cài được gói “{package}”; xin cài gói này rồi chạy lại.")


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, check=False, capture_output=True, text=True)


def _way_to_install() -> list[str] | None:
    """apt-get as root, or through sudo where it asks for no password; None elsewhere."""
    if shutil.which("apt-get") is None:
        return None
    apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    if os.geteuid() == 0:
        return apt
    if shutil.which("sudo") and _run(["sudo", "-n", "true"]).returncode == 0:
        return ["sudo", "-n", *apt]
    return None
