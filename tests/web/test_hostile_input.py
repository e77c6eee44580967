"""Whatever is sent to a form of activities, rounds, reports and notices: never an error of ours, nothing half written, and a sentence in
Vietnamese where it was refused. What lies elsewhere is not there."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import quote

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client

from chungtay.accounts.models import User
from chungtay.activities.actions import NewPaper, NewPhoto, add_paper, add_photo
from chungtay.core import clock
from chungtay.documents.actions.offices import OfficeForm
from chungtay.notifications.models import Notice
from chungtay.places.enums import UnitType
from chungtay.reports.actions import begin_report
from tests.make.activities import make_activity
from tests.make.documents import make_office
from tests.make.files import a_docx, a_photo
from tests.make.places import Province, make_unit
from tests.make.submissions import Asked, make_asked, make_sent

WORDS: Final = [
    *("", " ", "0", "-1", "14 triệu", "14.000.000", "14,5", "14,5 triệu", "hơn 300", "NaN", "Infinity", "1e9", "1e999999", "1e-400"),
    *("9" * 19, "9" * 400, "9" * 5000, "---", "٣", "½", "²", "0x10", "1_000", "true", "on", "null", "[]", "{}", "1; DROP TABLE"),
    *("00/00/0000", "31/02/2026", "31/02/9999", "01/01/0001", "32/13/99", "2026-02-31", "1/1", "29/02/2026", "25:99", "99h99", "24:00"),
    *("Khám\x00tim", "\x00", "\ufeff", "\u200b", "\u2028", "\x1b[31m", "\u202eđảo chữ\u202c", "😀" * 30, "\U0010ffff", "e\u0301" * 50),
    *(
        "<script>alert(1)</script>",
        "'\"><img src=x>",
        "{{ 7*7 }}{% x %}",
        "%s %(n)s {0}",
        "../../etc/passwd",
        "a\r\nb\r\n\r\nc",
        "Ấ" * 3000,
    ),
]
HUGE: Final = "x" * 1_000_000
TURNS: Final = 1  # more find more, and take longer
QUERIES: Final = (
    *("sau", "trang", "q", "loai", "noi", "noi_pick", "don_vi", "don_vi_pick", "don-vi", "tu", "den", "muc", "tinh_trang", "dot", "tai"),
    *("chuong_trinh", "theo", "ngay", "da-doc", "thieu", "vua-ghi", "chon", "unit", "round", "next", "cap", "nhom", "chi_tieu", "trong_do"),
    *("xem", "co-quan", "thay", "ke_hoach", "trien-khai", "nam", "on", "by", "as_of", "programme", "status", "level", "group", "indicator"),
)
_NAME: Final = re.compile(r"<(?:input|select|textarea|button)\b[^>]*?\bname=\"([^\"]+)\"")
_REFUSED: Final = (
    'class="error"',
    'class="summary"',
    'class="errors',
    "tone-danger",
    "tone-warning",
    "tone-error",
    "tone-caution",
    "error-summary",
)


def zip_bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"\0" * 30_000_000)
    return made.getvalue()


FILES: Final[dict[str, bytes]] = {
    "rong.jpg": b"",
    "doi.jpg": b"MZ\x90\x00" + b"\0" * 200,
    "bom.docx": zip_bomb(),
    "kep.pdf": b"%PDF-1.7\n" + b"\xff" * 300,
    "\u202egpj.exe": a_photo(),
    "a" * 400 + ".jpg": a_photo(),
    "../../x.jpg": a_photo(),
    "trang.svg": b"<svg onload=alert(1)>",
    "bang.xlsx": b"PK\x03\x04" + b"\0" * 50,
}
HEADS: Final = OfficeForm("ỦY BAN NHÂN DÂN XÃ THANH AN", "UBND", "Thanh An", "UBND TỈNH ĐIỆN BIÊN", "VHXH")
ROUND: Final = "/dot-bao-cao/thang-hanh-dong-vi-tre-em/2026/"


@dataclass(frozen=True, slots=True)
class Door:
    """An address with whoever may open it. `partly`: what is right in it is kept although something else is wrong."""

    who: str
    url: str
    partly: bool = False


@dataclass(frozen=True, slots=True)
class World:
    people: Mapping[str, User]
    doors: tuple[Door, ...]
    pages: tuple[str, ...]  # read by the collector

    def browser(self, who: str) -> Client:
        browser = Client(raise_request_exception=False)
        browser.force_login(self.people[who])
        return browser


@pytest.fixture
def world(province: Province) -> World:
    asked = make_asked(province)
    make_sent(asked.there)
    make_sent(asked.above)  # answers to nobody, and so is accepted
    done = make_activity(province.here.unit, by=asked.officer)
    photo = add_photo(done, by=asked.officer, photo=NewPhoto(SimpleUploadedFile("a.jpg", a_photo())))
    paper = add_paper(done, by=asked.officer, paper=NewPaper(SimpleUploadedFile("a.docx", a_docx()), "a.docx"))
    committee = make_unit(province.here.unit, UnitType.AGENCY, "Ủy ban nhân dân xã Thanh An", code="ubnd-thanh-an")
    desk = make_office(committee, form=HEADS)
    report = begin_report(asked.round, by=desk.officer, unit=committee, on=clock.today())
    notice = Notice.objects.filter(person=asked.officer).first() or Notice.objects.first()
    assert notice is not None
    people = {
        "officer": asked.officer,
        "neighbour": asked.neighbour,
        "collector": asked.collector,
        "desk": desk.officer,
        "told": notice.person,
    }
    world = {
        "unit": province.here.unit.code,
        "act": done.pk,
        "photo": photo.pk,
        "paper": paper.pk,
        "report": report.pk,
        "notice": notice.pk,
    }
    return World(people, *addresses(asked, world | {"notice": notice.pk}))


def addresses(asked: Asked, of: Mapping[str, Any]) -> tuple[tuple[Door, ...], tuple[str, ...]]:
    """Forms, and pages that the collector reads."""
    programme = f"/chuong-trinh/{asked.round.programme.slug}/"
    own, sent, kept = (f"/dot-bao-cao/{one.pk}/" for one in (asked.here, asked.there, asked.above))
    acts, report = f"/hoat-dong/{of['act']}/", f"/bao-cao/{of['report']}/"
    alone = ("reportages", "insured_children", "text.limits", "\u202e")
    doors = (
        *(Door("officer", f"/hoat-dong/ghi/?noi={of['unit']}&loai={kind}") for kind in ("health_screening", "play_event")),
        *(Door("officer", f"{acts}{step}/") for step in ("sua", "rut", f"anh/{of['photo']}/bo", f"giay-to/{of['paper']}/bo")),
        Door("officer", f"{acts}tep/", partly=True),
        Door("officer", f"{own}tra-loi/", partly=True),
        *(Door("officer", f"{own}tra-loi/?muc={only}", partly=True) for only in alone),
        *(Door("officer", f"{own}{step}/") for step in ("gui", "khong-co")),
        *(Door("collector", f"{own}{step}/") for step in ("gia-han", "mien", "nhac")),
        *(Door("collector", f"{sent}{step}/") for step in ("nhan", "tra-lai", "thoi-mien")),
        Door("collector", f"{kept}dinh-chinh/"),
        *(Door("collector", f"{ROUND}{step}") for step in ("", "nhac/")),
        *(Door("collector", f"{programme}dot/{step}") for step in ("", "2026/", "2026/giao/")),
        Door("desk", "/bao-cao/lap/"),
        *(Door("desk", f"{report}{step}/") for step in ("sua", "dem-lai", "dua-vao")),
        *(Door("told", step) for step in ("/thong-bao/da-doc/", f"/thong-bao/{of['notice']}/", "/tai-khoan/thong-bao/")),
    )
    pages = (
        *(f"{ROUND}{page}" for page in ("", "tong-hop/", "tong-hop.xlsx", "tong-hop/reportages/", "loi-van/")),
        *("/hoat-dong/", "/hoat-dong/hoat-dong.xlsx", "/hoat-dong/ghi/", "/dot-bao-cao/", "/thong-bao/", "/bao-cao/", "/bao-cao/lap/"),
        *("/con-so/indicators.value/", "/con-so/activities.count/", "/bang/", f"/bang/{asked.round.programme.slug}/", programme),
        *(acts, sent, f"{sent}nhan/", f"{programme}dot/2026/giao/"),
    )
    return doors, pages


def rows() -> tuple[int, ...]:
    """How many rows stand in each table of ours."""
    tables = [
        model._meta.db_table for config in apps.get_app_configs() if config.name.startswith("chungtay.") for model in config.get_models()
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f'(SELECT count(*) FROM "{table}")' for table in tables))  # noqa: S608 — names of our own tables
        found: tuple[int, ...] = cursor.fetchone()
    return found


def names_on(browser: Client, door: Door) -> list[str]:
    """The fields that the page offers, and some that it does not."""
    response = browser.get(door.url, follow=True)
    assert response.status_code < 500, door.url
    asked = dict.fromkeys(_NAME.findall(response.content.decode(errors="replace")))
    return [
        *(name for name in asked if name != "csrfmiddlewaretoken"),
        "reason",
        "next",
        "chon",
        "up_to",
        "unit",
        "id",
        "pk",
        "was:reportages",
    ]


def trouble(browser: Client, door: Door, data: Any, before: tuple[int, ...], **extra: Any) -> str:
    """What is wrong with how one sending was answered; whatever it changed is taken back."""
    alone = {"headers": {"HX-Request": "true"}} if "muc=" in door.url else {}
    point = transaction.savepoint()
    send: Any = browser.generic if extra else browser.post
    response = send(*(("POST",) if extra else ()), door.url, data, **extra, **alone)
    found = failure(response)
    if response.status_code == 200 and not door.partly:
        page = response.content.decode()
        found = "half written" if rows() != before else "" if any(mark in page for mark in _REFUSED) else "nothing said"
    transaction.savepoint_rollback(point)
    return found


def failure(response: Any) -> str:
    """An error of ours, by its name."""
    if response.streaming:
        b"".join(response.streaming_content)  # a book is a file until it was read
    return f"{response.status_code} {(response.exc_info or ('',))[:2]}"[:200] if response.status_code >= 500 else ""


def sendings(names: list[str], turns: int = TURNS) -> Iterator[tuple[str, dict[str, Any]]]:
    """Nothing at all, everything wrong, one thing wrong among right ones, everything twice."""
    yield "nothing", {}
    for turn in range(turns):
        yield f"turn {turn}", {name: WORDS[(at * 7 + turn * 11) % len(WORDS)] for at, name in enumerate(names)}
        name, word = names[turn * 5 % len(names)], WORDS[turn * 17 % len(WORDS)]
        yield f"{name}={word[:40]}", dict.fromkeys(names, "1") | {name: word}
    yield "huge", dict.fromkeys(names[:2], HUGE)
    yield "each twice", {name: ["1", "<b>2</b>", "\x00"] for name in names}
    for name, content in FILES.items() if {"photo", "paper"} & set(names) else ():
        upload = {field: SimpleUploadedFile(name, content) for field in ("photo", "paper")}
        yield name, {"reason": "Vì thử.", **upload}


_PART: Final = b"--x\r\nContent-Disposition: form-data; %s"
BODIES: Final = (
    (b"title=%ff%fe%80&reason=%c3%28&people=%00", "application/x-www-form-urlencoded"),
    (b"title=\xff\xfe&reason=\xed\xa0\x80", "application/x-www-form-urlencoded"),
    (b"title=a&reason=b", "application/x-www-form-urlencoded; charset=utf-16"),
    (b"title=a&reason=b", "application/x-www-form-urlencoded; charset=no-such"),
    (b"&".join(b"reason=%d" % n for n in range(5000)), "application/x-www-form-urlencoded"),
    (b"x" * 3_000_000, "application/x-www-form-urlencoded"),
    (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
    (b"--x\r\nbroken", "multipart/form-data"),
    (_PART % b'name="reason"' + b"\r\n\r\n\xff\xfe\r\n--x--\r\n", "multipart/form-data; boundary=x"),
    (
        b'--x\r\nContent-Disposition: form-data; name="photo"; filename="\xff\x00.jpg"\r\n\r\nzz\r\n--x--\r\n',
        "multipart/form-data; boundary=x",
    ),
    (b'{"reason": "x"}', "application/json"),
    (b"<a/>", "text/xml"),
    (b"", ""),
)


def test_no_form_breaks(world: World) -> None:
    before, found = rows(), list[str]()
    for door in world.doors:
        browser = world.browser(door.who)
        for what, data in sendings(names_on(browser, door)):
            if said := trouble(browser, door, data, before):
                found.append(f"{door.url} {what[:60]!r}: {said}")
    assert not found, "\n".join(found)


@pytest.mark.sqlite_only(reason="a body is read before a database is asked; the same characters reach PostgreSQL through forms")
def test_no_body_breaks(world: World) -> None:
    before, found = rows(), list[str]()
    for door in world.doors:
        browser = world.browser(door.who)
        for body, kind in BODIES:
            if said := trouble(browser, replace(door, partly=True), body, before, content_type=kind):
                found.append(f"{door.url} {kind} {body[:40]!r}: {said}")
    assert not found, "\n".join(found)


def test_no_address_breaks(world: World) -> None:
    browser, found = world.browser("collector"), list[str]()
    for at, page in enumerate((*world.pages, *dict.fromkeys(door.url.split("?")[0] for door in world.doors))):
        words = [[WORDS[(at + turn * 17 + place * 7) % len(WORDS)][:2000] for place in range(len(QUERIES))] for turn in range(TURNS)]
        asked = ["&".join(f"{name}={quote(word)}" for name, word in zip(QUERIES, given, strict=True)) for given in words]
        for query in (*asked, "sau=%ff%fe&don-vi=%c3%28&loai[]=1&=&&&"):
            if said := failure(browser.get(f"{page}?{query}")):
                found.append(f"{page}?{query[:60]}: {said}")
    assert not found, "\n".join(found)


def test_other_ways_of_asking(world: World) -> None:
    """Wrong methods are refused, and change nothing."""
    before = rows()
    for door in world.doors:
        browser = world.browser(door.who)
        for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "QUATSCH"):
            assert browser.generic(method, door.url).status_code in (200, 302, 404, 405), (method, door.url)
    assert rows() == before


def test_what_lies_elsewhere_is_not_there(world: World) -> None:
    """The number of another, of none, of more than a database can count."""
    before = rows()
    stranger = Client()
    stranger.force_login(world.people["neighbour"])
    for door in world.doors:
        if door.who == "officer" and not door.url.startswith("/hoat-dong/ghi/"):
            for response in (stranger.get(door.url), stranger.post(door.url, {"reason": "Vì thử."})):
                assert response.status_code == 404, door.url
        known = world.browser(door.who)
        for number in ("0", "999999", "9" * 19, "9" * 60, "-1"):
            url = re.sub(r"/\d+/", f"/{number}/", door.url, count=1)
            if url != door.url and "/chuong-trinh/" not in url:
                for browser in (known, stranger):
                    for response in (browser.get(url), browser.post(url, {"reason": "Vì thử."})):
                        assert response.status_code in (404, 405), url
    assert rows() == before
