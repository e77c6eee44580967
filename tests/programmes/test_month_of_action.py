"""“Tháng hành động vì trẻ em” and the round of “Điều ước cho em” as they ship."""

from typing import Final

from chungtay.indicators.formula import parse
from chungtay.places.enums import UnitType
from chungtay.programmes.pack import Followed, Pack, Tier
from chungtay.programmes.packfiles import PACKS, read_pack

MOST_CELLS: Final = 40  # of one form: more than this nobody fills in on a phone


def pack(slug: str = "thang-hanh-dong-vi-tre-em") -> Pack:
    return read_pack(PACKS / slug)


def test_who_answers() -> None:
    assert pack().tiers == (Tier(UnitType.COMMUNE, 5), Tier(UnitType.DISTRICT, 2), Tier(UnitType.PROVINCE, 0))
    assert pack("dieu-uoc-cho-em").tiers == (Tier(UnitType.SCHOOL, 5),)


def test_everything_that_the_report_of_2021_counts_is_asked() -> None:
    asked = {indicator.code: (indicator.figure, dict(indicator.given)) for indicator in pack().asked_indicators}
    outputs = (
        "reportages",
        "banners",
        "loudspeaker_items",
        "screened_children",
        "congenital_heart_cases",
        "motor_surgery_cases",
        "bicycles",
        "scholarships",
        "gift_packages",
        "participation_models",
    )
    for code in outputs:
        assert asked[code][0] == "activities.outputs", code
    assert asked["launch_event"] == ("activities.count", {"activity": "launch"})
    assert asked["children_given"] == ("activities.people", {"activity": "gift"})
    assert asked["local_budget_vnd"] == ("activities.money", {"money": "local_budget"})
    assert asked["mobilised_vnd"] == ("resources.value", {"money": "mobilised"})
    assert asked["protection_systems"] == ("activities.outputs", {"output": "child_protection_systems"})


def test_money_is_taken_from_the_books_else_from_activities() -> None:
    indicators = pack().by_indicator
    for code, source in (("mobilised_vnd", "mobilised"), ("in_kind_vnd", "in_kind")):
        given = (("money", source),)
        assert indicators[code].followed == (Followed("resources.value", given), Followed("activities.money", given))
    assert indicators["local_budget_vnd"].followed == (Followed("activities.money", (("money", "local_budget"),)),)


def test_texts_stand_under_the_headings_of_the_report() -> None:
    assert [text.name for text in pack().texts] == [
        "Tồn tại, hạn chế",
        "Nguyên nhân",
        "Công tác báo cáo",
        "Bài học kinh nghiệm",
        "Kiến nghị",
    ]


def test_what_is_told_of_ill_children_is_sensitive() -> None:
    sensitive = {output.code for output in pack().outputs if output.is_sensitive}
    assert sensitive == {"congenital_heart_cases", "motor_surgery_cases"}
    sensitive |= {indicator.code for indicator in pack().indicators if indicator.is_sensitive}
    assert {"congenital_heart_cases", "motor_surgery_cases", "special_children", "at_risk_children", "special_share"} == sensitive


def test_shares_are_reckoned_from_totals() -> None:
    derived = {indicator.code: parse(indicator.formula).codes for indicator in pack().indicators if indicator.formula}
    assert derived["special_share"] == ("special_children", "children_total")
    assert derived["vnd_for_each_child"] == ("total_vnd", "children_total")


def test_no_form_is_longer_than_people_bear() -> None:
    for slug in ("thang-hanh-dong-vi-tre-em", "dieu-uoc-cho-em"):
        assert sum(1 + len(indicator.by) for indicator in pack(slug).asked_indicators) <= MOST_CELLS


def test_every_output_is_brought_about_by_something() -> None:
    for slug in ("thang-hanh-dong-vi-tre-em", "dieu-uoc-cho-em"):
        named = {code for kind in pack(slug).activity_types for code in kind.outputs}
        assert named == {output.code for output in pack(slug).outputs}
