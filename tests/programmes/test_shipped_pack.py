"""“Điều ước cho em” as it ships: the six wish groups under the groups of the real report, and its words."""

from chungtay.places.enums import SchoolLevel
from chungtay.programmes.pack import Pack
from chungtay.programmes.packfiles import PACKS, read_pack


def pack() -> Pack:
    return read_pack(PACKS / "dieu-uoc-cho-em")


def test_six_wish_groups_under_the_groups_of_the_report() -> None:
    assert {category.code: category.group for category in pack().categories} == {
        "facility": "facility",
        "toilet": "toilet",
        "electricity_water": "electricity_water",
        "lunch": "recurring",
        "learning": "recurring",
        "sport": "recurring",
    }
    assert [group.code for group in pack().groups] == ["electricity_water", "toilet", "recurring", "facility"]


def test_for_the_levels_of_the_district() -> None:
    assert pack().levels == SchoolLevel.MN | SchoolLevel.TH | SchoolLevel.THCS


def test_what_is_mobilised_bears_the_words_of_the_report() -> None:
    names = [kind.name for kind in pack().resource_kinds]
    assert names[:10] == [
        "hỗ trợ ăn bán trú",
        "học bổng",
        "đồ dùng học tập",
        "khẩu trang y tế",
        "dung dịch rửa tay",
        "máy đo thân nhiệt",
        "quần áo ấm",
        "chăn ấm",
        "chiếu",
        "màn",
    ]
    assert [kind.code for kind in pack().resource_kinds if kind.is_money] == ["money"]


def test_costs_are_those_with_a_public_source() -> None:
    costs = {item.code: item.typical_cost_vnd for category in pack().categories for item in category.items if item.typical_cost_vnd}
    assert costs == {"toilet_new": 60_000_000, "kitchen": 165_000_000}


def test_phrases_stand_in_a_sentence() -> None:
    for group in pack().groups:
        assert group.phrase.startswith("Khó khăn ")
        assert group.phrase[-1] not in ".:;,"
