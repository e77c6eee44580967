"""What Thông tư 16/2018, Điều 3, khoản 2 forbids is refused with the article; what only sounds like it is not."""

import pytest

from chungtay.core.errors import RuleBroken
from chungtay.core.vietnamese import fold
from chungtay.needs.purposes import check_purpose

TEACHING, REWARDS, SECURITY = "thù lao giảng dạy", "khen thưởng", "an ninh, bảo vệ"
VEHICLES, CLEANING, PEOPLE, MANAGEMENT = "trông coi phương tiện", "vệ sinh lớp học", "trực tiếp cho cán bộ", "công tác quản lý"

FORBIDDEN = [
    ("Thù lao giảng dạy buổi chiều", TEACHING),
    ("Tiền dạy thêm cho lớp 5", TEACHING),
    ("Thuê 2 giáo viên tiếng Anh", TEACHING),
    ("Kinh phí dạy tăng cường tiếng Việt", TEACHING),
    ("Trả lương giáo viên hợp đồng", PEOPLE),
    ("Tiền lương cô nuôi nấu ăn bán trú", PEOPLE),
    ("Hỗ trợ tiền ăn cho giáo viên cắm bản", PEOPLE),
    ("Phụ cấp cho nhân viên thư viện", PEOPLE),
    ("Quà Tết cho cán bộ, giáo viên", PEOPLE),
    ("Công tác phí của hiệu trưởng", PEOPLE),
    ("Giáo viên cắm bản cần tiền công", PEOPLE),
    ("Thuê bảo vệ trường", SECURITY),
    ("Lương bảo vệ", SECURITY),
    ("Kinh phí hoạt động an ninh trường học", SECURITY),
    ("Nhân viên bảo vệ ban đêm", SECURITY),
    ("Bảo vệ trường học", SECURITY),
    ("Tiền trông xe đạp của học sinh", VEHICLES),
    ("Thuê người giữ xe", VEHICLES),
    ("Trông giữ phương tiện cho phụ huynh", VEHICLES),
    ("Thuê người quét dọn lớp học", CLEANING),
    ("Tiền vệ sinh trường lớp hằng tháng", CLEANING),
    ("Lao công", CLEANING),
    ("Trả công nhân viên vệ sinh", CLEANING),
    ("Dọn vệ sinh trường", CLEANING),
    ("Thưởng Tết cho giáo viên", REWARDS),
    ("Khen thưởng cán bộ quản lý cuối năm", REWARDS),
    ("Phần thưởng tặng các thầy cô dạy giỏi", REWARDS),
    ("Chi phí quản lý của nhà trường", MANAGEMENT),
    ("Kinh phí hỗ trợ công tác quản lý", MANAGEMENT),
    ("Tiền tiếp khách", MANAGEMENT),
]
ALLOWED = [
    "Nhà vệ sinh",
    "Sửa nhà vệ sinh trường",
    "Kinh phí xây nhà vệ sinh lớp học mầm non",
    "Công trình nước sạch và vệ sinh trường học",
    "Dụng cụ vệ sinh lớp học",
    "Giấy vệ sinh, xà phòng",
    "Hàng rào bảo vệ",
    "Tiền làm hàng rào bảo vệ sân trường",
    "Tường rào bảo vệ quanh trường",
    "Nhà bảo vệ",
    "Camera an ninh",
    "Thùng rác, tranh tuyên truyền bảo vệ môi trường",
    "Kính bảo vệ mắt cho phòng thí nghiệm",
    "Sửa nhà xe",
    "Nhà để xe cho học sinh",
    "Mái che bãi giữ xe",
    "Xe đạp cho học sinh ở xa",
    "Bàn ghế giáo viên",
    "Tiền mua bàn ghế giáo viên",
    "Nhà công vụ cho giáo viên",
    "Sách giáo viên lớp 1",
    "Thiết bị dạy học",
    "Kinh phí mua đồ dùng dạy học",
    "Phần thưởng cho học sinh vượt khó",
    "Tiền thưởng học sinh giỏi",
    "Đồ dùng thường xuyên cho học sinh",
    "Gạo, lương thực cho học sinh bán trú",
    "Hỗ trợ lương thực cho học sinh",
    "Tập huấn, bồi dưỡng chuyên môn cho giáo viên",
    "Máy tính quản lý thư viện",
    "Học bổng cho học sinh nghèo",
    "Chăn ấm, quà Tết cho học sinh",
    "Phòng học, số lượng 2, giáo viên cắm bản tự dựng",
]


@pytest.mark.parametrize(("text", "purpose"), FORBIDDEN)
def test_a_forbidden_purpose_is_refused_with_the_article(text: str, purpose: str) -> None:
    with pytest.raises(RuleBroken, match=purpose) as refusal:
        check_purpose(text, field="what")
    assert refusal.value.field == "what"
    assert "Điều 3, khoản 2, Thông tư 16/2018/TT-BGDĐT" in refusal.value.sentence


@pytest.mark.parametrize(("text", "purpose"), FORBIDDEN)
def test_also_when_it_is_typed_in_capitals_or_without_marks(text: str, purpose: str) -> None:
    for typed in (text.upper(), fold(text.replace(",", ""))):
        with pytest.raises(RuleBroken):
            check_purpose(typed, field="what")


@pytest.mark.parametrize("text", ALLOWED)
def test_what_only_sounds_like_it_is_not_refused(text: str) -> None:
    for typed in (text, text.upper(), fold(text)):
        check_purpose(typed, field="what")


@pytest.mark.parametrize(
    "story",
    [
        "Trường chưa có người bảo vệ, đồ dùng hay mất.",
        "Cô giáo phải tự quét dọn vệ sinh lớp học.\nXin một bể nước 5 khối.",
        "Lương giáo viên thấp. Mong có nhà công vụ.",
    ],
)
def test_a_story_may_tell_how_it_is(story: str) -> None:
    check_purpose(story, field="story", is_story=True)


@pytest.mark.parametrize("story", ["Xin kinh phí thuê bảo vệ.", "Nhà đã có; tiền này để trả lương cô nuôi", "de tra luong giao vien"])
def test_a_story_may_not_ask_for_it(story: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        check_purpose(story, field="story", is_story=True)
    assert refusal.value.field == "story"
