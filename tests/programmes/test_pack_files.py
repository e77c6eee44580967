"""A pack is looked at whole: what is wrong is said with its file and its line."""

import json
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungtay.core.errors import RuleBroken
from chungtay.places.enums import SchoolLevel
from chungtay.programmes.pack import Ask, Item, Pack
from chungtay.programmes.packfiles import read_pack, shipped_packs
from chungtay.programmes.packkept import kept, taken_out
from chungtay.programmes.packsource import MOST_BYTES, PackBroken
from tests.make.packs import CALENDAR, FILES, NEEDS, PACK, REPORT, RESOURCES, write_pack


def test_a_second_programme_needs_no_programmer(tmp_path: Path) -> None:
    pack = read_pack(write_pack(tmp_path))
    assert (pack.slug, pack.version, pack.started_on) == ("thu-vien-xanh", 1, "2025-09-01")
    assert pack.levels == SchoolLevel.TH | SchoolLevel.THCS | SchoolLevel.THPT
    assert pack.item("books", "story_books") == Item("story_books", "Truyện", "cuốn", 45_000, 500)
    assert pack.item("books", "shelves") == Item("shelves", "Giá sách", "chiếc")
    assert pack.by_category["books"].asks == (
        Ask("room", "Đã có phòng đọc chưa?", "choice", (("yes", "Đã có"), ("no", "Chưa có")), is_required=True),
    )
    assert [category.code for category in pack.categories_of("books")] == ["books"]
    assert (pack.reconfirm_after_months, pack.off_board_after_months) == (6, 7)
    assert [(kind.code, kind.is_money, kind.measure) for kind in pack.resource_kinds] == [("books", False, "cuốn"), ("money", True, "")]
    assert [(paper.code, paper.template) for paper in pack.papers] == [("report", REPORT)]


def test_kept_and_taken_out_it_is_the_same(tmp_path: Path) -> None:
    for folder in (*shipped_packs(), write_pack(tmp_path)):
        pack = read_pack(folder)
        assert taken_out(f"test-{pack.slug}", partial(json.loads, json.dumps(kept(pack)))) == pack


def test_files_that_a_programme_does_not_need_may_be_missing(tmp_path: Path) -> None:
    folder = write_pack(tmp_path, without="resources.toml")
    (folder / "README.md").write_text("Ghi chú.", encoding="utf-8")
    (folder / ".gitignore").touch()
    pack = read_pack(folder)
    assert (pack.resource_kinds, pack.activity_types, pack.indicators) == ((), (), ())


def test_written_on_another_machine(tmp_path: Path) -> None:
    """A byte order mark and Windows line ends."""
    folder = write_pack(tmp_path)
    (folder / "needs.toml").write_bytes(b"\xef\xbb\xbf" + NEEDS.replace("\n", "\r\n").encode())
    assert read_pack(folder).by_category["books"].name == "Sách đọc"
    (folder / "needs.toml").write_bytes(NEEDS.replace('name = "Giá sách"', "name = 7").replace("\n", "\r\n").encode())
    assert where(folder)[:2] == ("needs.toml", 15)


def where(folder: Path) -> tuple[str, int | None, str]:
    with pytest.raises(PackBroken) as refusal:
        read_pack(folder)
    broken = refusal.value
    assert broken.sentence.startswith(f"{broken.file}, dòng {broken.line}: " if broken.line else f"{broken.file}: ")
    return broken.file, broken.line, broken.reason


@pytest.mark.parametrize(
    ("now", "then", "line", "said"),
    [
        ('slug = "thu-vien-xanh"', 'slug = "Thư viện"', 1, "mã “Thư viện” chưa đúng"),
        ('slug = "thu-vien-xanh"\n', "", 1, "thiếu mục “slug”"),
        ("version = 1", 'version = "1"', 2, "cần một số nguyên"),
        ("version = 1", "version = 0", 2, "từ 1 đến"),
        ("version = 1", "version = true", 2, "cần một số nguyên"),
        ('name = "Thư viện xanh"', 'name = " "', 3, "đang để trống"),
        ('motto = "Mỗi', 'moto = "Mỗi', 4, "không có mục “moto”; ở đây chỉ có: slug, version"),
        ("started_on = 2025-09-01", 'started_on = "01/9/2025"', 6, "cần một ngày"),
        ("started_on = 2025-09-01", "started_on = 1025-09-01", 6, "cần một ngày"),
        ("started_on = 2025-09-01", "started_on = 2025-02-31", 6, "kiểu TOML"),
        ('levels = ["TH", "THCS", "THPT"]', "levels = []", 7, "thiếu mục “levels”"),
        ('"THPT"]', '"ĐH"]', 7, "không có cấp học “ĐH”; chỉ có: MN, TH, THCS, THPT"),
        ('"THPT"]', '"THPT"]\nreconfirm_after_months = 12\noff_board_after_months = 12', 9, "phải lớn hơn"),
        ('phrase = "Khó khăn về sách đọc"', "", 9, "thiếu mục “phrase”"),
        ('code = "books"', 'code = "Sách"', 10, "mã “Sách” chưa đúng"),
        ('[[paper]]\ncode = "report"', '[[paper]]\ncode = "note"', 15, "không có tệp papers/note.md"),
        (PACK[PACK.index("[[paper]]") :], "", 1, "thiếu [[paper]] mang mã “report”"),
        ("[[group]]", "[group]", 9, "[[group]]"),
        (
            "[[paper]]",
            '[[group]]\ncode = "pens"\nname = "Bút"\nphrase = "Về bút"\n\n[[paper]]',
            15,
            "nhóm “pens” không có loại nhu cầu nào trong needs.toml",
        ),
        ('name = "Sách"', 'name = "Sách', 11, "kiểu TOML"),
    ],
)
def test_wrong_in_the_head(tmp_path: Path, now: str, then: str, line: int, said: str) -> None:
    assert now in PACK
    file, at, reason = where(write_pack(tmp_path, pack=PACK.replace(now, then, 1)))
    assert (file, at) == ("pack.toml", line), reason
    assert said in reason


@pytest.mark.parametrize(
    ("now", "then", "line", "said"),
    [
        ('group = "books"', 'group = "xyz"', 4, "nhóm “xyz” không có trong pack.toml"),
        ("[[category]]\n", "[[category]]\nitems = 3\n", 2, "không có mục “items”"),
        ('name = "Giá sách"\n', "", 13, "thiếu mục “name”"),
        ('code = "shelves"', 'code = "story_books"', 14, "mã “story_books” đã dùng ở dòng 7"),
        ("45_000", '"45.000 đồng"', 10, "cần một số nguyên"),
        ("45_000", "45.5", 10, "cần một số nguyên"),
        ("45_000", "45", 10, "phải từ 1000 đến"),
        ("most = 500", "most = 0", 11, "phải từ 1 đến"),
        ('kind = "choice"', 'kind = "list"', 21, "không có kiểu câu hỏi “list”; chỉ có: number, text, choice, yes_no"),
        ('choices = [["yes", "Đã có"], ["no", "Chưa có"]]\n', "", 21, "cần ít nhất hai lựa chọn"),
        (', ["no", "Chưa có"]', "", 22, "cần ít nhất hai lựa chọn"),
        ('["no", "Chưa có"]', '"no"', 22, 'mỗi lựa chọn viết ["ma", "Lời trên màn hình"]'),
        ('["no", "Chưa có"]', '["yes", "Chưa có"]', 22, "“yes” viết hai lần"),
        ('kind = "choice"', 'kind = "text"', 22, "chỉ câu hỏi kiểu choice"),
        ("is_required = true", 'is_required = "có"', 23, "true (có) hoặc false (không)"),
        ("[[category.ask]]", "[category.ask]", 18, "[[category.ask]]"),
        ("[[category.ask]]", "[[category.ask]", 18, "kiểu TOML"),
    ],
)
def test_wrong_in_the_needs(tmp_path: Path, now: str, then: str, line: int, said: str) -> None:
    assert now in NEEDS
    file, at, reason = where(write_pack(tmp_path, needs=NEEDS.replace(now, then, 1)))
    assert (file, at) == ("needs.toml", line), reason
    assert said in reason


def test_a_category_twice(tmp_path: Path) -> None:
    again = NEEDS + '\n[[category]]\ncode = "books"\nname = "Sách"\ngroup = "books"\n'
    assert where(write_pack(tmp_path, needs=again)) == ("needs.toml", 26, "mã “books” đã dùng ở dòng 2.")


def test_a_list_over_several_lines_is_no_table(tmp_path: Path) -> None:
    spread = NEEDS.replace('[["yes", "Đã có"], ["no", "Chưa có"]]', '[\n  ["yes", "Đã có"],\n  ["no", "Chưa có"]\n]')
    assert where(write_pack(tmp_path, needs=spread.replace("is_required = true", "is_required = 1")))[:2] == ("needs.toml", 26)


def test_entries_written_on_one_line(tmp_path: Path) -> None:
    inline = 'kind = [{code = "books", name = "sách", measure = "cuốn"}, {code = "pens", name = "bút"}]\n'
    file, line, reason = where(write_pack(tmp_path, resources=f"\n{inline}"))
    assert (file, line) == ("resources.toml", 2)
    assert "thiếu mục “measure”" in reason


@pytest.mark.parametrize(
    ("name", "text", "line", "said"),
    [
        ("resources", RESOURCES.replace('measure = "cuốn"\n', ""), 1, "thiếu mục “measure”"),
        ("resources", f'{RESOURCES}measure = "đồng"\n', 10, "tính bằng đồng"),
        ("calendar", CALENDAR.replace("month = 4\nday = 21", "month = 2\nday = 31"), 5, "không phải năm nào cũng có ngày 31/02"),
        ("calendar", CALENDAR.replace("month = 4", "month = 13"), 4, "phải từ 1 đến 12"),
        ("calendar", "deadline = 3", 1, "viết thành từng nhóm [[deadline]]"),
        ("report", "Không có phần đầu.", 1, "mở đầu bằng dòng +++"),
        ("report", REPORT.replace('subject = "', 'subjects = "'), 5, "không có mục “subjects”"),
        ("needs", NEEDS.replace("Truyện", "Truy\0ện"), 8, "ký tự lạ"),
        ("needs", "a = " + "[" * 5_000, None, "lồng nhau quá sâu"),
    ],
)
def test_wrong_elsewhere(tmp_path: Path, name: str, text: str, line: int | None, said: str) -> None:
    file, at, reason = where(write_pack(tmp_path, **{name: text}))
    assert (file, at) == (f"papers/{name}.md" if name == "report" else f"{name}.toml", line), reason
    assert said in reason


def test_wrong_indicator(tmp_path: Path) -> None:
    folder = write_pack(tmp_path)
    text = '[[indicator]]\ncode = "a"\nname = "A"\nunit = "trường"\nfigure = "Số trường"\ndefinition = "…"\n'
    (folder / "indicators.toml").write_text(text, encoding="utf-8")
    assert where(folder)[:2] == ("indicators.toml", 5)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    folder = write_pack(tmp_path)
    (folder / "needs.toml").write_bytes(NEEDS.encode("utf-16"))
    assert where(folder) == ("needs.toml", 1, "chữ không phải UTF-8; hãy lưu lại tệp với bảng mã UTF-8.")
    (folder / "needs.toml").write_text("#" * (MOST_BYTES + 1))
    assert where(folder) == ("needs.toml", None, "tệp lớn quá 256 KB.")
    (folder / "needs.toml").unlink()
    (folder / "needs.toml").mkdir()
    assert where(folder) == ("needs.toml", None, "không có tệp này.")


def test_files_that_are_missing_or_strange(tmp_path: Path) -> None:
    assert where(tmp_path / "nowhere") == ("nowhere", None, "không có thư mục này.")
    assert where(write_pack(tmp_path / "a", without="pack.toml"))[:2] == ("pack.toml", None)
    assert where(write_pack(tmp_path / "b", without="papers/report.md")) == (
        "pack.toml",
        15,
        "không có tệp papers/report.md của văn bản này.",
    )
    folder = write_pack(tmp_path / "c")
    (folder / "need.toml").touch()
    assert where(folder)[0] == "need.toml"
    folder = write_pack(tmp_path / "d")
    (folder / "papers" / "note.md").touch()
    assert where(folder) == ("papers/note.md", None, "văn bản này chưa được khai bằng [[paper]] trong pack.toml.")


def test_a_pack_without_needs_has_no_groups(tmp_path: Path) -> None:
    """A month of activities asks for nothing."""
    head = PACK[: PACK.index("[[group]]")] + PACK[PACK.index("[[paper]]") :]
    pack: Pack = read_pack(write_pack(tmp_path, pack=head, without="needs.toml"))
    assert (pack.groups, pack.categories) == ((), ())


def test_it_is_a_refusal_that_people_can_read() -> None:
    assert issubclass(PackBroken, RuleBroken)


VALUES = ("1", '"x"', "[]", "{}", "true", "1.5", "nan", "2021-01-01", "[[1]]", "-5", "9" * 30, '[1, "a"]', "[{}]", "{a = 1}", '"\\u0000"')
NAMES = ("pack.toml", "needs.toml", "resources.toml", "calendar.toml")


@given(st.sampled_from(NAMES), st.integers(0, 30), st.sampled_from((*VALUES, "")), st.integers(0, 30), st.sampled_from((*VALUES, "")))
def test_whatever_is_written_the_answer_is_a_sentence(name: str, first: int, value: str, second: int, other: str) -> None:
    """Two lines say something else, or are gone: the pack is read, or refused with a line that exists."""
    lines = FILES[name].split("\n")
    for at, new in ((first, value), (second, other)):
        lines[at % len(lines)] = f"{lines[at % len(lines)].split('=')[0]}= {new}" if new else ""
    with TemporaryDirectory() as folder:
        target = write_pack(Path(folder))
        (target / name).write_text("\n".join(lines), encoding="utf-8")
        assert 1 <= refused_at(target) <= len(lines)


def refused_at(folder: Path) -> int:
    """The line of the refusal; 1 where there is none, or where it speaks of the file as a whole."""
    try:
        read_pack(folder)
    except PackBroken as broken:
        return broken.line if broken.line is not None else 1
    return 1
