"""Templates obey the strict content policy (nothing inline, nothing from elsewhere) and leave no word outside the translation tags."""

import re
from collections.abc import Iterator
from typing import Final

from tests.architecture.source import CODE, files, relative

INLINE: Final = {
    "inline style": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "address of another host": re.compile(
        r"\s(?:src|srcset|action|poster|data)\s*=\s*[\"']?(?:https?:)?//|<link[^>]*href\s*=\s*[\"']?(?:https?:)?//"
    ),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
}
TRANSLATED: Final = re.compile(r"{%\s*(blocktranslate|blocktrans)\b.*?{%\s*end\1\s*%}", re.DOTALL)
COMMENT: Final = re.compile(r"{%\s*comment\b.*?{%\s*endcomment\s*%}|{#.*?#}|<!--.*?-->", re.DOTALL)
MARKED: Final = re.compile(r"{%\s*(translate|trans)\b.*?%}|_\(\s*(\"[^\"]*\"|'[^']*')\s*\)", re.DOTALL)
VIETNAMESE: Final = re.compile(r"[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
# Words of one's own name in one's own language stay as they are.
UNTRANSLATED: Final = ("Tiếng Việt",)

FOR_BUILDERS: Final = ("design",)  # the design system's page, open in development only, shows samples


def inline_faults(source: str) -> Iterator[str]:
    without_comments = COMMENT.sub(blank, source)
    for fault, pattern in INLINE.items():
        yield from (f"{line_of(without_comments, match)}: {fault}" for match in pattern.finditer(without_comments))


def untranslated(source: str) -> Iterator[str]:
    """Vietnamese letters that no translation tag holds; and any plain words between tags, where a page has them."""
    rest = source
    for pattern in (COMMENT, TRANSLATED, MARKED):
        rest = pattern.sub(blank, rest)
    for name in UNTRANSLATED:
        rest = rest.replace(name, "")
    for number, line in enumerate(rest.splitlines(), start=1):
        if VIETNAMESE.search(line):
            yield f"{number}: {line.strip()[:60]}"


def blank(match: re.Match[str]) -> str:
    """Nothing, but as many lines as before."""
    return "\n" * match[0].count("\n")


def line_of(source: str, match: re.Match[str]) -> int:
    return source.count("\n", 0, match.start()) + 1


def test_inline_parts_are_seen() -> None:
    faulty = '<p style="color:red">\n<a onclick="go()">\n<script>go()</script>\n<style></style>\n<img src="https://x.vn/a.png">'
    assert sorted(inline_faults(faulty)) == [
        "1: inline style",
        "2: inline handler",
        "3: inline script",
        "4: style element",
        "5: address of another host",
    ]
    assert list(inline_faults('<script src="{% static \'a.js\' %}" defer></script> <a href="https://x.vn">')) == []


def test_untranslated_words_are_seen() -> None:
    assert list(untranslated("<p>Đơn vị</p>")) == ["1: <p>Đơn vị</p>"]
    assert list(untranslated('{% translate "Đơn vị" %} {# chú thích #} {{ x|default:_("Chưa có") }}')) == []
    assert list(untranslated("{% blocktranslate trimmed %}\nĐơn vị\n{% endblocktranslate %}\nĐây")) == ["4: Đây"]


def test_templates_are_whole() -> None:
    found = {relative(path): list(inline_faults(path.read_text(encoding="utf-8"))) for path in files(".html", under=CODE)}
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_every_word_can_be_translated() -> None:
    pages = [path for path in files(".html", ".txt", under=CODE / "web") if path.parent.name not in FOR_BUILDERS]
    found = {relative(path): list(untranslated(path.read_text(encoding="utf-8"))) for path in pages}
    assert {path: faults for path, faults in found.items() if faults} == {}
