"""`manage.py check-paper`."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from chungtay.checker.inspecting import inspect
from tests.make.papers import make_paper


def run(*arguments: str) -> tuple[int, str]:
    """What the command says, and the code with which it ends."""
    out = StringIO()
    try:
        call_command("check-paper", *arguments, stdout=out, stderr=StringIO())
    except SystemExit as end:
        return int(str(end.code)), out.getvalue()
    return 0, out.getvalue()


def written(folder: Path, **changes: object) -> str:
    path = folder / "bao-cao.docx"
    path.write_bytes(make_paper(**changes))
    return str(path)


def test_a_right_paper(tmp_path: Path) -> None:
    code, said = run(written(tmp_path))
    assert code == 0
    assert said.startswith("Không thấy điều gì trái thể thức")


def test_findings(tmp_path: Path) -> None:
    code, said = run(written(tmp_path, number="Số: 5/BC-UBND"))
    assert code == 1
    assert "Số nhỏ hơn 10 có số 0 phía trước: 5 → 05" in said
    assert "Phụ lục I, mục II.3 · number.zero · sửa được" in said


def test_for_machines(tmp_path: Path) -> None:
    _code, said = run(written(tmp_path, number="Số: 5/BC-UBND"), "--format", "json")
    assert [(each["rule"], each["severity"], each["times"]) for each in json.loads(said)["findings"]] == [("number.zero", "error", 1)]


def test_the_corrected_copy(tmp_path: Path) -> None:
    copy = tmp_path / "sua.docx"
    run(written(tmp_path, number="Số: 5/BC-UBND"), "--corrected", str(copy))
    assert inspect(copy.read_bytes()).is_clean


def test_what_cannot_be_checked(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"%PDF")
    for name, sentence in (("a.docx", "Đây là tệp PDF"), ("b.docx", "Không mở được tệp")):
        with pytest.raises(CommandError, match=sentence) as refusal:
            run(str(tmp_path / name))
        assert refusal.value.returncode == 2
