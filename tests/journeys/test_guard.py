"""The guard of the journeys sees what it is there to see; a guard that never barks is worth nothing."""

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import find_nothing, guarded_page


@pytest.mark.parametrize(
    ("mischief", "fault"),
    [
        ("location.assign('http://elsewhere.invalid/')", "another host"),
        ("console.error('broken')", "console: broken"),
        ("setTimeout(() => { throw new Error('thrown') })", "thrown"),
        ("document.body.append(Object.assign(document.createElement('img'), {src: '/static/missing.png'}))", "404"),
        ("document.body.append(Object.assign(document.createElement('script'), {text: '1'}))", "Content Security Policy"),
    ],
)
def test_mischief_is_seen(browser: Browser, server: str, mischief: str, fault: str) -> None:
    pages = guarded_page(browser, server, "phone")
    page = next(pages)
    page.goto("/khong-co-trang-nay/")  # a page that is not there is no mischief
    page.evaluate(f"() => {{ {mischief} }}")
    page.wait_for_timeout(300)
    with pytest.raises(AssertionError, match=fault):
        next(pages)


def test_a_page_against_the_standard_is_seen(page: Page) -> None:
    page.goto("/khong-co-trang-nay/")
    page.evaluate("() => document.body.insertAdjacentHTML('beforeend', '<button></button>')")
    with pytest.raises(AssertionError, match="button-name"):
        find_nothing(page)


def test_a_page_without_scripts(plain_page: Page) -> None:
    answer = plain_page.goto("/khong-co-trang-nay/")
    assert answer is not None
    assert answer.status == 404
