"""A donor pays half of what the trays of a school site cost; the bank's file, the officer and the school bring it all the way."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Final

import zxingcpp
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect
from vietnam_qr_pay import QRPay

from chungtay.support.models import Pledge
from tests.journeys.giving import Wish, agree, bank_file, fill_in, send, stations
from tests.journeys.people import sign_in, sign_out
from tests.make.files import a_noisy_photo

Look = Callable[[Page, str], None]
Stand = Callable[[str], None]
TRAYS: Final = "Khay ăn, thìa và bát inox cho trẻ"
HALF: Final = 1_800_000  # of 3,600,000 đồng for 30 sets
WISH: Final = Wish(TRAYS, "Tiền", "1,8 triệu", "Nguyễn Thị Hoa", "Bạn của Huổi Hạ")
PHOTO: Final = FilePayload(name="khay-an.jpg", mimeType="image/jpeg", buffer=a_noisy_photo(640, 480))


def test_from_the_board_to_the_classroom(page: Page, other_page: Page, look: Look, stand: Stand, tmp_path: Path) -> None:
    stand("2026-11-25T20:10")
    pledge = promise(page, look)
    read_the_code(page, pledge, tmp_path / "qr.png")
    sign_in(other_page, "canbo-thanh-an")
    agree(other_page, pledge)
    stand("2026-11-28T08:30")
    load_the_statement(other_page, pledge, look)
    book_it(other_page, look)
    follow(page, pledge, ["Đã nhận"])
    allocate(other_page, look)
    hand_over(other_page, look)
    follow(page, pledge, ["Đã nhận", "Đã phân bổ", "Đã bàn giao"])
    thank(other_page, look)
    sign_out(other_page)
    confirm(other_page, look)
    follow(page, pledge, ["Đã nhận", "Đã phân bổ", "Đã bàn giao", "Trường xác nhận"])
    see_all(page, look)


def promise(page: Page, look: Look) -> Pledge:
    page.goto("/bang-keu-goi/?noi=11")
    look(page, "bang-keu-goi-tinh")
    page.get_by_role("searchbox").fill("khay an thanh an")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name=TRAYS).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TRAYS)
    look(page, "nhu-cau-keu-goi")
    page.get_by_role("link", name="Tôi muốn tặng").click()
    fill_in(page, WISH)
    look(page, "toi-muon-tang")
    code = send(page)
    expect(page.get_by_role("main")).to_contain_text("Người phụ trách ở")
    look(page, "cam-ket-cua-toi")
    return Pledge.objects.get(trace_code=code)


def read_the_code(page: Page, pledge: Pledge, path: Path) -> None:
    """As a bank's app reads the picture that the donor saved."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải ảnh mã QR").click()
    download.value.save_as(path)
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(path.read_bytes())))
    paid = QRPay(found.text)
    assert paid.is_valid
    assert (paid.consumer.bank_bin, paid.consumer.bank_number) == ("970436", "0911000020260")
    assert paid.amount == str(HALF)
    assert pledge.payment_code in paid.additional_data.purpose
    expect(page.get_by_role("main")).to_contain_text(paid.additional_data.purpose)


def load_the_statement(page: Page, pledge: Pledge, look: Look) -> None:
    page.goto("/tai-khoan-ngan-hang/")
    look(page, "tai-khoan")
    page.get_by_role("link", name="Nạp sao kê").click()
    page.get_by_label("Tệp sao kê").set_input_files(bank_file(pledge, HALF))
    look(page, "nap-sao-ke")
    page.get_by_role("button", name="Đọc tệp").click()
    load = page.get_by_role("button", name="Nạp 2 dòng mới")
    expect(load).to_be_visible()
    look(page, "sao-ke-truoc-khi-nap")
    load.click()
    expect(page.get_by_role("main")).to_contain_text("Đã nạp sao kê")


def book_it(page: Page, look: Look) -> None:
    """One click for all that is certain."""
    page.get_by_role("link", name="Đối chiếu").click()
    expect(page.get_by_role("main")).to_contain_text("Chắc chắn")
    look(page, "doi-chieu")
    page.get_by_role("button", name="Ghi sổ 1 dòng chắc chắn").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã ghi sổ 1 dòng")
    page.get_by_role("link", name="Đã ghi sổ").click()
    page.get_by_role("link", name="Xem khoản nhận").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(WISH.name)


def allocate(page: Page, look: Look) -> None:
    page.get_by_role("main").get_by_role("link", name="Phân bổ", exact=True).click()
    place = f"{TRAYS}, Điểm trường Huổi Hạ"
    expect(page.get_by_label(place, exact=True)).to_have_value("1.800.000")  # as promised
    expect(page.get_by_label(f"Đáp ứng mấy phần, {place}")).to_have_value("15")
    look(page, "phan-bo-khoan")
    page.get_by_role("button", name="Phân bổ", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Đã phân bổ 1 phần")
    look(page, "khoan-nhan")


def hand_over(page: Page, look: Look) -> None:
    page.get_by_role("link", name="Bàn giao").click()
    page.get_by_role("checkbox", name="Tiền: 1.800.000 đồng").check()
    page.get_by_label("Bên nhận").fill("Cô giáo phụ trách điểm trường Huổi Hạ")
    look(page, "ghi-ban-giao")
    page.get_by_role("button", name="Ghi bàn giao").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã ghi bàn giao")
    look(page, "ban-giao-cho-xac-nhan")


def thank(page: Page, look: Look) -> None:
    """The letter writes itself from the record."""
    page.goto("/nguon-luc/")
    page.get_by_role("link", name="Tiền").first.click()
    page.get_by_role("link", name="Thư cảm ơn").click()
    look(page, "soan-thu-cam-on")
    page.get_by_role("button", name="Soạn dự thảo").click()
    expect(page.get_by_role("article")).to_contain_text("1.800.000 đồng")
    look(page, "thu-cam-on")


def confirm(page: Page, look: Look) -> None:
    """The second person's word, and a picture of what came."""
    sign_in(page, "vanthu-mn-thanh-an")
    page.goto("/nguon-luc/ban-giao/")
    look(page, "ban-giao-cua-truong")
    page.get_by_role("link", name="Điểm trường Huổi Hạ").click()
    page.get_by_role("link", name="Thêm ảnh").click()
    page.get_by_label("Ảnh chụp").set_input_files(PHOTO)
    look(page, "anh-ban-giao")
    page.get_by_role("button", name="Lưu ảnh").click()
    expect(page.get_by_role("img", name="Ảnh bàn giao 1")).to_be_visible()
    page.get_by_role("link", name="Đã nhận đủ").click()
    look(page, "da-nhan-du")
    page.get_by_role("button", name="Đã nhận đủ").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã xác nhận nhận đủ")


def follow(page: Page, pledge: Pledge, steps: list[str]) -> None:
    page.goto(f"/theo-doi/{pledge.payment_code}/")
    assert stations(page) == steps


def see_all(page: Page, look: Look) -> None:
    """What came of it, with a picture; and the receipt: the entries of the gift in the open ledger."""
    expect(page.get_by_role("main")).to_contain_text(WISH.alias)
    expect(page.get_by_role("main")).not_to_contain_text(WISH.name)
    picture = page.get_by_role("img", name="Ảnh bàn giao 1")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") > 0
    look(page, "theo-doi-xong")
    page.get_by_role("link", name="xem từng bước trong sổ cái mở").click()
    expect(page.get_by_role("table").get_by_role("row")).to_have_count(4)  # received, allocated, handed over


def test_promised_and_changed_without_javascript(plain_page: Page, stand: Stand, tmp_path: Path) -> None:
    stand("2026-11-25T20:10")
    pledge = promise(plain_page, lambda _page, _name: None)
    read_the_code(plain_page, pledge, tmp_path / "qr.png")
    plain_page.get_by_role("link", name="Đổi", exact=True).click()
    plain_page.get_by_label(TRAYS).fill("10 triệu")
    plain_page.get_by_label("Vì sao đổi").fill("Tôi muốn tặng thêm")
    plain_page.get_by_role("button", name="Gửi thay đổi").click()
    expect(plain_page.get_by_role("alert")).to_contain_text("chỉ còn")
    plain_page.get_by_label(TRAYS).fill("2.400.000")
    plain_page.get_by_role("button", name="Gửi thay đổi").click()
    expect(plain_page.get_by_role("main")).to_contain_text("2.400.000 đồng")
    assert pledge.lines.get().amount_vnd == 2_400_000
