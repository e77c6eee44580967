"""What the journeys of gifts share: promising on the board, the bank's file, where the donor follows the gift."""

import csv
import io
from dataclasses import dataclass

from playwright.sync_api import FilePayload, Page, expect

from chungtay.banking.models import Statement
from chungtay.core.numbers import grouped
from chungtay.support.models import Pledge


@dataclass(frozen=True, slots=True)
class Wish:
    """What a donor types: `kind` as the list says it, `amount` of the need called `need`."""

    need: str
    kind: str
    amount: str
    name: str
    alias: str


def fill_in(page: Page, wish: Wish) -> None:
    """On the page of “Tôi muốn tặng”; nothing is sent."""
    page.get_by_label("Bạn muốn tặng").select_option(label=wish.kind)
    page.get_by_label("Bao nhiêu").fill(wish.amount)
    page.get_by_label("Bạn là").select_option(label="Cá nhân")
    page.get_by_label("Tên", exact=True).fill(wish.name)
    page.get_by_label("Điện thoại").fill("0912 345 678")
    page.get_by_role("radio", name="Nêu bí danh").check()
    page.get_by_role("textbox", name="Bí danh").fill(wish.alias)
    page.get_by_label("Tôi đồng ý để Chung Tay giữ tên").check()


def send(page: Page) -> str:
    """The trace code of the pledge whose page it leads to."""
    page.get_by_role("button", name="Gửi cam kết").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cam kết của bạn")
    return page.url.rstrip("/").rpartition("/")[2]


def bank_file(pledge: Pledge, amount_vnd: int) -> FilePayload:
    """What the bank gives of the second half of November, going on from the last statement: that money, and the bank's interest."""
    last = Statement.objects.order_by("ends_on").last()
    assert last is not None
    balance, file = last.closing_vnd, io.StringIO()
    rows = csv.writer(file)
    rows.writerow(["Số tài khoản", last.account.number])
    rows.writerow(["Từ ngày", "16/11/2026", "Đến ngày", "27/11/2026"])
    rows.writerow(["Số dư đầu kỳ", grouped(balance)])
    rows.writerow(["Ngày giao dịch", "Số bút toán", "Phát sinh nợ", "Phát sinh có", "Số dư", "Nội dung"])
    words = f"MBVCB.9911.{pledge.payment_code} ung ho.CT tu 0011 NGUYEN THI HOA"
    for day, reference, amount, text in (("26/11/2026", "FT26330101", amount_vnd, words), ("27/11/2026", "FT26331900", 950, "TRA LAI")):
        balance += amount
        rows.writerow([day, reference, "", grouped(amount), grouped(balance), text])
    rows.writerow(["Số dư cuối kỳ", grouped(balance)])
    return {"name": "sao-ke-cuoi-11-2026.csv", "mimeType": "text/csv", "buffer": file.getvalue().encode("utf-8-sig")}


def agree(page: Page, pledge: Pledge) -> None:
    """The officer's yes, from the list of what waits."""
    page.goto("/nguon-luc/cam-ket/")
    page.get_by_role("link", name=pledge.donor.name).click()
    page.get_by_role("main").get_by_role("link", name="Thống nhất").click()
    page.get_by_role("button", name="Thống nhất cam kết").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã thống nhất cam kết")


def stations(page: Page) -> list[str]:
    """The steps that the donor sees as done."""
    return page.locator(".trace-steps .is-done > span:first-child").all_inner_texts()
