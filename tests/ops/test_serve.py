"""`make run` says when the port is taken, and collects static files only when one changed."""

import os
import socket
from pathlib import Path

import pytest

from ops import serve


def test_a_taken_port_is_said_before_anything_is_done() -> None:
    with socket.socket() as taken:
        taken.bind((serve.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit, match=f"Cổng {port} đang có chương trình khác dùng"):
            serve.main(port)
    assert serve.trouble_with(port) is None
    assert serve.trouble_with(70_000) is not None


def test_static_files_are_collected_when_one_is_newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "ROOT", tmp_path)
    style = tmp_path / "chungtay" / "web" / "static" / "web" / "a.css"
    written = [style, tmp_path / "requirements" / "run.txt", tmp_path / "config" / "settings.py", tmp_path / "staticfiles.json"]
    for path in written[:-1]:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    manifest = written[-1]
    assert serve.static_is_stale(manifest)
    manifest.write_text("")
    later = style.stat().st_mtime + 10
    os.utime(manifest, (later, later))
    assert not serve.static_is_stale(manifest)
    os.utime(style, (later + 10, later + 10))
    assert serve.static_is_stale(manifest)
