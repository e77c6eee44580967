"""`manage.py ledger-export`: a whole file or none, that the stranger's program accepts."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from chungtay.ledger.models import Head
from tests.ledger.test_export import verify
from tests.make.ledger import make_entry, make_story, receipt
from tests.make.places import make_province

pytestmark = pytest.mark.django_db


def exported(path: Path, *arguments: str) -> str:
    said = StringIO()
    call_command("ledger-export", "--output", str(path), *arguments, stdout=said)
    return said.getvalue()


@pytest.mark.parametrize("name", ["so-cai.jsonl", "so-cai.jsonl.gz"])
def test_what_is_sealed_is_exported(tmp_path: Path, name: str) -> None:
    head = make_story(make_province().here.unit)[-1]
    assert exported(tmp_path / name) == f"Đã xuất 18 bút toán vào “{tmp_path / name}”. Gốc ngày 2026-03-04: {head.root}\n"
    assert verify(tmp_path / name)[0] == 0
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_sealed_first_where_asked(tmp_path: Path) -> None:
    make_entry(receipt(make_province().here.unit))
    with pytest.raises(CommandError, match="chưa niêm phong bút toán nào"):
        exported(tmp_path / "a.jsonl")
    exported(tmp_path / "a.jsonl", "--seal")
    assert Head.objects.get().size == 1


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    make_story(make_province().here.unit, days=1)
    with pytest.raises(CommandError, match="Không ghi được"):
        exported(tmp_path / "none" / "a.jsonl")
