"""`make shots`: pictures of the main pages for the docs, on a phone and on a desktop, over a demo world of their own.

python ops/shots.py <folder>
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, ViewportSize, sync_playwright

ROOT: Final = Path(__file__).resolve().parent.parent
SCREENS: Final[dict[str, ViewportSize]] = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 800}}
PASSWORD: Final = "chung-tay-2026"  # noqa: S105 — the demo world's, which `make run` prints
PAGES: Final = (
    ("viec-cua-toi", "canbo-thanh-an", "/"),
    ("tra-cuu", "canbo-thanh-an", "/don-vi/?q=sam+mun&ngay=2021-06-01"),
    ("don-vi", "quantri", "/don-vi/03352-2025/?loai=60"),
    ("lich-su", "quantri", "/don-vi/03355/lich-su/"),
    ("sap-nhap", "quantri", "/don-vi/03352-2025/sap-nhap/?voi=03356-2025"),
    ("nguoi-dung", "tinh", "/nguoi-dung/"),
    ("moi", "canbo-thanh-an", "/nguoi-dung/moi/?don-vi=th-noong-het&kind=clerk"),
    ("van-ban-di", "canbo-thanh-an", "/van-ban/di/"),
    ("van-ban", "lanhdao-thanh-an", "/van-ban/2/"),
    ("kiem-tra-the-thuc", "canbo-thanh-an", "/van-ban/kiem-tra/"),
    ("nhu-cau", "canbo-thanh-an", "/nhu-cau/"),
    ("nhu-cau-mot", "daumoi-mn", "/nhu-cau/123/"),
    ("ghi-nhu-cau", "diemtruong-hin-phon", "/nhu-cau/ghi/"),
    ("cho-xac-minh", "canbo-thanh-an", "/nhu-cau/cho-xac-minh/"),
    ("chuong-trinh", "tinh", "/chuong-trinh/dieu-uoc-cho-em/"),
    ("bang-keu-goi", "", "/bang-keu-goi/"),
    ("hoat-dong", "canbo-bo-y", "/hoat-dong/"),
    ("ghi-hoat-dong", "canbo-duc-nong", "/hoat-dong/ghi/?chuong_trinh=thang-hanh-dong-vi-tre-em&noi=23383-2025&loai=health_screening"),
    ("dot-bao-cao", "canbo-duc-nong", "/dot-bao-cao/"),
    ("tra-loi-dot", "canbo-duc-nong", "/dot-bao-cao/78/tra-loi/"),
    ("theo-doi-dot", "canbo-thanh-an", "/dot-bao-cao/dieu-uoc-cho-em/2026/"),
    ("tong-hop-dot", "tinh-y-te", "/dot-bao-cao/thang-hanh-dong-vi-tre-em/2021/tong-hop/?don-vi=611"),
    ("loi-van-dot", "tinh-y-te", "/dot-bao-cao/thang-hanh-dong-vi-tre-em/2021/loi-van/?don-vi=611"),
    ("thong-bao", "canbo-thanh-an", "/thong-bao/"),
    ("bang", "tinh", "/bang/dieu-uoc-cho-em/?don-vi=11"),
    ("con-so", "tinh", "/con-so/needs.schools/?chuong-trinh=dieu-uoc-cho-em&don-vi=pgd-dien-bien&ngay=2021-03-01&nhom=toilet&cap=TH"),
    ("bao-cao", "tinh", "/bao-cao/1/"),
    ("nguon-luc", "canbo-thanh-an", "/nguon-luc/"),
    ("cam-ket", "canbo-thanh-an", "/nguon-luc/cam-ket/2/"),
    ("khoan-nhan", "canbo-thanh-an", "/nguon-luc/21/"),
    ("theo-doi", "canbo-thanh-an", "/nguon-luc/21/"),
    ("so-cai-mo", "", "/so-cai-mo/"),
    ("sao-ke", "canbo-thanh-an", "/nguon-luc/sao-ke/?muc=chua-ro"),
    ("phan-bo", "canbo-thanh-an", "/nguon-luc/phan-bo/"),
    ("ban-giao", "vanthu-th-sam-mun", "/nguon-luc/ban-giao/2/"),
    ("nguon-luc-di-dau", "tinh", "/bang/dieu-uoc-cho-em/nguon-luc/?don-vi=11"),
    ("so-cai", "canbo-thanh-an", "/so-cai/"),
    ("nhat-ky", "quantri", "/nhat-ky/?viec=unit"),
    ("he-thong-thiet-ke", "", "/he-thong-thiet-ke/"),
)
# Pages whose address nobody knows beforehand: the link that leads to them, which anybody may open.
LINKS: Final = {"theo-doi": "Trang theo dõi của nhà tài trợ"}


def main(folder: Path) -> None:
    sys.path.insert(0, str(ROOT))
    from tests.browser import chromium  # noqa: PLC0415 — found from the root

    folder.mkdir(parents=True, exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        for screen in SCREENS:
            take(browser, address, screen, folder)
        browser.close()


def take(browser: Browser, address: str, screen: str, folder: Path) -> None:
    for name, username, path in PAGES:
        page = browser.new_context(base_url=address, viewport=SCREENS[screen], locale="vi-VN", reduced_motion="reduce").new_page()
        if username:
            page.goto("/dang-nhap/")
            page.get_by_label("Tên đăng nhập hoặc thư điện tử").fill(username)
            page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
            page.get_by_role("button", name="Đăng nhập").click()
            page.wait_for_url(lambda url: "/dang-nhap/" not in url)
        answer = page.goto(path)
        if answer is None or not answer.ok:
            sys.exit(f"{path}: {answer and answer.status}")
        if name in LINKS:
            address_of = page.get_by_role("link", name=LINKS[name]).get_attribute("href")
            page.context.clear_cookies()
            page.goto(str(address_of))
        page.screenshot(path=folder / f"{name}-{screen}.png", scale="css")
        page.context.close()
        print(f"  {name}-{screen}.png")


@contextmanager
def served() -> Iterator[str]:
    """The product over a fresh demo world in a temporary folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"CHUNGTAY_VAR": folder, "CHUNGTAY_SHOWCASE": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
        environment.pop("CHUNGTAY_DATABASE_URL", None)
        server = subprocess.Popen([sys.executable, str(ROOT / "ops" / "serve.py"), str(port)], env=environment, stdout=subprocess.DEVNULL)
        try:
            wait_for(f"{address}/dang-nhap/")
            yield address
        finally:
            server.terminate()
            server.wait(10)


def wait_for(address: str) -> None:
    for _attempt in range(240):
        try:
            urlopen(address).close()  # noqa: S310 — our own server
        except URLError:
            time.sleep(0.5)
        else:
            return
    sys.exit("Máy chủ không lên sau hai phút.")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
