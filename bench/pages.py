"""What a first visit costs: bytes over the line with every part that the page brings, and how often it asks the database.

Run by bench/__main__.py over a fresh demo world with the files collected as on a server; the answer is JSON on standard output.
"""

import gzip
import json
import re
import sys
from dataclasses import asdict, dataclass
from io import StringIO
from pathlib import Path
from typing import Final

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

# Who opens which page: an empty login name is a visitor.
PAGES: Final = (
    ("", "/dang-nhap/"),
    ("vanthu-th-sam-mun", "/"),
    ("canbo-thanh-an", "/"),
    ("tinh", "/"),
    ("canbo-thanh-an", "/don-vi/"),
    ("canbo-thanh-an", "/don-vi/?q=sam+mun"),
    ("canbo-thanh-an", "/don-vi/03352-2025/"),
    ("canbo-thanh-an", "/don-vi/th-sam-mun/"),
    ("canbo-thanh-an", "/don-vi/03352-2025/lich-su/"),
    ("tinh", "/don-vi/11/"),
    ("canbo-thanh-an", "/nguoi-dung/"),
    ("canbo-thanh-an", "/nhat-ky/"),
    ("canbo-thanh-an", "/tai-khoan/"),
    ("", "/bang-keu-goi/"),
    ("diemtruong-hin-phon", "/nhu-cau/ghi/"),
    ("canbo-thanh-an", "/nhu-cau/"),
    ("canbo-thanh-an", "/nhu-cau/cho-xac-minh/"),
    ("tinh", "/chuong-trinh/dieu-uoc-cho-em/"),
    ("tinh", "/bang/dieu-uoc-cho-em/?don-vi=11"),
    ("tinh", "/con-so/needs.schools/?chuong-trinh=dieu-uoc-cho-em&don-vi=11&nhom=toilet"),
    ("tinh", "/bao-cao/"),
)
# What a browser fetches by itself: style sheets, scripts, the icon, preloaded fonts; then what the style sheets name.
_PARTS: Final = re.compile(r"""<(?:link|script|img|use)\b[^>]*?\b(?:href|src)="(/static/[^"#]+)""")
_IN_CSS: Final = re.compile(r"""url\(["']?([^"')#]+)""")


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes as sent: the page gzipped, its parts as brotli where that is smaller (both as the server does it)."""

    path: str
    who: str
    page_bytes: int
    with_parts_bytes: int
    parts: int
    queries: int


def measure(path: str, who: str) -> Page:
    client = signed_in(who)
    client.get(path, headers={"accept-encoding": "gzip"})  # what is cached once per process
    with CaptureQueriesContext(connection) as asked:
        response = client.get(path, headers={"accept-encoding": "gzip"})
    assert response.status_code == 200, (path, response.status_code)
    body = response.content
    html = gzip.decompress(body) if response.headers.get("Content-Encoding") == "gzip" else body
    parts = parts_of(html.decode())
    return Page(path, who, len(body), len(body) + sum(sent(part) for part in parts), len(parts), len(asked))


def signed_in(who: str) -> Client:
    from chungtay.console.demo.people import PASSWORD  # noqa: PLC0415 — Django must be set up first

    client = Client(headers={"host": "localhost", "user-agent": "bench"})
    if who:
        client.post("/dang-nhap/", {"login": who, "password": PASSWORD})
        assert "_auth_user_id" in client.session, who
    return client


def parts_of(html: str) -> set[Path]:
    """Every file of ours that the page makes a browser fetch."""
    found = {local(address) for address in _PARTS.findall(html)}
    for sheet in [path for path in found if path.suffix == ".css"]:
        text = sheet.read_text(encoding="utf-8")
        found |= {(sheet.parent / address).resolve() for address in _IN_CSS.findall(text) if not address.startswith("data:")}
    return found


def local(address: str) -> Path:
    return (Path(settings.STATIC_ROOT) / address.removeprefix("/static/")).resolve()


def sent(part: Path) -> int:
    """The smallest of what lies ready: as it is, gzip, brotli."""
    ready = (part, part.with_name(f"{part.name}.gz"), part.with_name(f"{part.name}.br"))
    return min(path.stat().st_size for path in ready if path.exists())


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("demo", stdout=StringIO())
    json.dump([asdict(measure(path, who)) for who, path in PAGES], sys.stdout)


if __name__ == "__main__":
    django.setup()
    main()
