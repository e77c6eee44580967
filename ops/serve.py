"""`make run`: bring the data up to date, load the demo world into an empty database, start the worker, then hand over to gunicorn.

    python ops/serve.py <port>

One process prepares and serves, so that Django starts once: a later start has nothing to do and takes a second or two.
"""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"


def main(port: int) -> None:
    if trouble := trouble_with(port):
        sys.exit(trouble)
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ.setdefault("CHUNGTAY_SITE_ADDRESS", f"http://{HOST}:{port}")
    prepare()
    start_worker()
    hand_over(port)


def trouble_with(port: int) -> str | None:
    """Why nothing can be served there, said to the person, or None."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            return f"Máy không cho mở cổng {port}. Xin chọn cổng từ 1024 trở lên, ví dụ: make run PORT=8000"
        except OverflowError:
            return f"Không có cổng {port}. Xin chọn cổng từ 1024 đến 65535, ví dụ: make run PORT=8000"
        except OSError:
            return f"Cổng {port} đang có chương trình khác dùng. Xin chọn cổng khác, ví dụ: make run PORT={port + 1}"
    return None


def prepare() -> None:
    import django  # noqa: PLC0415 — the settings must be named first
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    say("Chuẩn bị cơ sở dữ liệu…")
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    if static_is_stale(Path(settings.STATIC_ROOT) / "staticfiles.json"):
        say("Gom tệp giao diện…")
        call_command("collectstatic", interactive=False, verbosity=0)
    call_command("demo", if_empty=True)


def static_is_stale(manifest: Path) -> bool:
    """Whether a file of ours, or the set of libraries, is newer than what was collected."""
    sources = [path for path in ROOT.glob("chungtay/**/static/**/*") if path.is_file()]
    sources += [ROOT / "requirements" / "run.txt", ROOT / "config" / "settings.py"]
    return not manifest.exists() or manifest.stat().st_mtime < max(path.stat().st_mtime for path in sources)


def start_worker() -> None:
    """A child of this process, which becomes gunicorn: Ctrl-C reaches both, and however gunicorn ends, the worker sees it and ends too."""
    kept = signal.signal(signal.SIGINT, signal.SIG_IGN)  # until the worker listens itself: Ctrl-C while it starts is no traceback
    command = [sys.executable, "manage.py", "work", "--while-child-of", str(os.getpid())]
    subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    signal.signal(signal.SIGINT, kept)


def hand_over(port: int) -> None:
    """Become gunicorn: Ctrl-C reaches it directly. Its control socket would lie in the home folder, so it is off."""
    print(f"\n▸ Chung Tay chạy tại http://{HOST}:{port} (dừng: Ctrl-C)", flush=True)
    options = ["--bind", f"{HOST}:{port}", "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--preload"]
    quiet = ["--no-control-socket", "--graceful-timeout", "3", "--log-level", "warning", "--worker-tmp-dir", str(worker_folder())]
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *options, *quiet, "config.wsgi"])


def worker_folder() -> Path:
    """Where workers leave their heartbeat: in memory where there is such a folder, because a slow disk would look like a dead worker."""
    memory = Path("/dev/shm")  # noqa: S108 — gunicorn makes its own unguessable file there
    return memory if os.access(memory, os.W_OK) else ROOT / "var"


def say(sentence: str) -> None:
    print(f"▸ {sentence}", flush=True)


if __name__ == "__main__":
    if not sys.argv[1].isdecimal():
        sys.exit(f"PORT={sys.argv[1]} không phải là số. Ví dụ: make run PORT=8001")
    main(int(sys.argv[1]))
