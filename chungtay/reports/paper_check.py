"""A pack's papers looked at before anybody uses them: printed twice with made-up values, once with everything there, once with nothing."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from chungtay.documents.template import MarkedText, TemplateBroken, blocks_of_section, render_sections
from chungtay.figures.questions_listed import QUESTIONS
from chungtay.indicators.enums import AddsUp
from chungtay.programmes.pack import Indicator, Pack, PackPaper
from chungtay.programmes.packforms import INDICATORS
from chungtay.programmes.packsource import PackBroken
from chungtay.reports.paper_figures import CONDITIONS, expect_figure, levels_of
from chungtay.reports.paper_names import Campaign, Citation, GroupNeeds, Head, Land, LevelContacts, Office, Opinion, PaperNames, Reply

_DAY: Final = date(2021, 3, 1)
_CITED: Final = Citation("Kế hoạch số 1/KH ngày 01/3/2021", "Kế hoạch số 1/KH", "1/KH", _DAY, "UBND huyện", "về việc thử", False)


def check_paper(pack: Pack) -> None:
    """Raise PackBroken where a paper or an indicator of the pack asks for a figure, a filter or a name that does not exist."""
    for indicator in pack.indicators:
        _check_followed(pack, indicator)
    for paper in pack.papers:
        for names, value in ((_everything(pack), 6), (_nothing(pack), 0)):
            _try(pack, paper, names, value)


def _check_followed(pack: Pack, indicator: Indicator) -> None:
    """The figures that an indicator follows can be asked so, and measure the same."""
    names = {column: condition for condition, column in CONDITIONS.items()}
    for followed in indicator.followed:
        try:
            expect_figure(pack, followed.figure, {names.get(name, name): code for name, code in followed.given})
        except TemplateBroken as broken:
            raise PackBroken(INDICATORS, None, f"{indicator.code}: {broken.reason}") from broken
    if indicator.otherwise is None:
        return
    questions = [QUESTIONS[followed.figure] for followed in indicator.followed]
    if len({(question.kind, str(question.unit_word)) for question in questions}) > 1:
        said = _("%(code)s: “figure” và “otherwise” phải đo cùng một thứ (tiền với tiền, lượt với lượt).")
        raise PackBroken(INDICATORS, None, said % {"code": indicator.code})
    if other := next((question for question in questions if "own" not in question.filters), None):
        said = _("%(code)s: con số “%(figure)s” không tính được phần của chính đơn vị.")
        raise PackBroken(INDICATORS, None, said % {"code": indicator.code, "figure": other.name})


def _try(pack: Pack, paper: PackPaper, names: PaperNames, value: int) -> None:
    figures = _Sample(pack, value)
    try:
        drawn = render_sections(paper.template, asdict(names), figures=figures)
    except TemplateBroken as broken:
        raise PackBroken(f"papers/{paper.code}.md", broken.line, broken.reason) from broken
    known = {number: MarkedText(str(value), mark, value=value) for mark, number in drawn.numbers.items()}
    for section in drawn.sections:
        try:
            blocks_of_section(section.text, known)
        except TemplateBroken as broken:
            line = next((at for at, text in enumerate(paper.template.splitlines(), 1) if text.strip() == f"§ {section.key}"), None)
            raise PackBroken(f"papers/{paper.code}.md", line, broken.reason) from broken


@dataclass(frozen=True)
class _Sample:
    """Answers whatever the pack's paper may ask with one value."""

    pack: Pack
    value: int

    def __call__(self, name: str, **asked: Any) -> MarkedText:
        self.expect(name, asked)
        return MarkedText(str(self.value), "/".join([name, *(str(value) for value in asked.values())]), name, self.value)

    def expect(self, name: str, asked: Mapping[str, Any]) -> None:
        expect_figure(self.pack, name, asked)


def _everything(pack: Pack) -> PaperNames:
    levels = tuple(str(level.name) for level in levels_of(pack))
    return PaperNames(
        co_quan=Head("Phòng Giáo dục và Đào tạo", "UBND huyện", "BC-PGDĐT", "Điện Biên"),
        don_vi=Office("Phòng Giáo dục và Đào tạo", "phong", "TM.", "TRƯỞNG PHÒNG", "Lãnh đạo Phòng"),
        dia_ban=Land("huyện Điện Biên", "huyện", "thuộc huyện", "trên địa bàn huyện"),
        tinh=Land("tỉnh Điện Biên", "tỉnh", "thuộc tỉnh", "trên địa bàn tỉnh"),
        ubnd="UBND huyện Điện Biên",
        kinh_gui="Sở Giáo dục và Đào tạo",
        chuong_trinh=Campaign(pack.name, pack.organiser),
        dot="Đợt 2021",
        nam="2021",
        tu_ngay=_DAY,
        den_ngay=_DAY,
        van_ban=(_CITED, replace(_CITED, so="2/KH")),
        cap_tren=_CITED,
        ke_hoach=(_CITED, replace(_CITED, cua_minh=True)),
        theo=_CITED,
        giao_ke_hoach=True,
        dau_moi=tuple(LevelContacts(level, ("Nguyễn Thị A", "Lò Văn B")) for level in levels),
        nhom=tuple(GroupNeeds(group.code, group.name, group.phrase, levels, True) for group in pack.groups),
        nguon_luc=tuple(kind.name for kind in pack.resource_kinds),
        ban="Ban điều hành",
        tra_loi={code: Reply(da_tra_loi=True, co=False, ly_do="mưa bão", n=1, tong=2) for code in _yes_no(pack)},
        y_kien={text.code: (Opinion("Cán bộ còn kiêm nhiệm.", 2, ("Xã A", "Xã B")),) for text in pack.texts},
        phu_luc=True,
    )


def _yes_no(pack: Pack) -> list[str]:
    return [indicator.code for indicator in pack.asked_indicators if indicator.adds_up == AddsUp.YES_NO]


def _nothing(pack: Pack) -> PaperNames:
    return replace(
        _everything(pack),
        co_quan=Head("Ủy ban nhân dân xã", "", "BC-UBND", "Thanh An"),
        don_vi=Office("Ủy ban nhân dân xã", "ubnd", "", "CHỦ TỊCH", "Thường trực Hội đồng nhân dân xã"),
        tinh=None,
        ubnd="",
        kinh_gui="",
        van_ban=(),
        cap_tren=None,
        ke_hoach=(),
        theo=None,
        giao_ke_hoach=False,
        dau_moi=(),
        nhom=(),
        nguon_luc=(),
        ban="",
        tra_loi={code: Reply(da_tra_loi=False, co=False, ly_do="", n=0, tong=0) for code in _yes_no(pack)},
        y_kien={text.code: () for text in pack.texts},
        phu_luc=False,
    )
