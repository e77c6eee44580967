"""The tool for words and translations finds every way of marking a text, and every way of getting a translation wrong."""

import gettext
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from ops import messages
from ops.messages import Word, fault_of, words_in

PAGE = """
{% load i18n %}
   <p title="{% translate "Một" %}">{{ x|default:_("Hai") }}
 {% blocktranslate count n=units|length trimmed %}
     Có {{ n }} đơn vị
     {% plural %}
     Có {{ n }} các đơn vị
  {% endblocktranslate %}
{# không dịch #} it's "odd
 {% translate "Tháng" context "lịch" %}
"""
CODE = """
from django.utils.translation import gettext as _, ngettext, pgettext_lazy
_("một " "câu dài")
ngettext("%(n)s xã", "%(n)s các xã", n) % {"n": n}
pgettext_lazy("lịch", "Tháng")
"""


def found(source: str, *, is_template: bool) -> list[tuple[str, str | None, str | None]]:
    return [(word.singular, word.plural, word.context) for _, word in words_in(source, is_template=is_template)]


def test_words_of_a_template() -> None:
    assert found(PAGE, is_template=True) == [
        ("Một", None, None),
        ("Hai", None, None),
        ("Có %(n)s đơn vị", "Có %(n)s các đơn vị", None),
        ("Tháng", None, "lịch"),
    ]


def test_words_of_code() -> None:
    assert found(CODE, is_template=False) == [
        ("một câu dài", None, None),
        ("%(n)s xã", "%(n)s các xã", None),
        ("Tháng", None, "lịch"),
    ]


@pytest.mark.parametrize(
    ("translation", "fault"),
    [("%(n)s communes", None), ("communes", "placeholders differ"), ("%(m)s communes", "placeholders differ"), ("", "not translated")],
)
def test_faults_of_a_translation(translation: str, fault: str | None) -> None:
    message = Catalog(locale="en").add("%(n)s xã", translation)
    assert fault_of(message, Word("%(n)s xã")) == fault


def test_fuzzy_missing_and_plural_faults() -> None:
    catalog = Catalog(locale="en")
    assert fault_of(None, Word("xã")) == "not translated"
    assert fault_of(catalog.add("xã", "commune", flags=["fuzzy"]), Word("xã")) == "fuzzy"
    assert fault_of(catalog.add(("%(n)s x", "%(n)s xã"), ("%(n)s commune", "")), Word("%(n)s x", "%(n)s xã")) == "not translated"
    assert fault_of(catalog.add("y", "z"), Word("y", "y's")) == "singular and plural differ from the source"


def test_update_keeps_translations_and_settles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second update changes nothing; a word that is gone leaves; a new one waits; the compiled file speaks."""
    (tmp_path / "chungtay").mkdir()
    source, po = tmp_path / "chungtay" / "places.py", tmp_path / "locale" / "en" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text('msgid ""\nmsgstr ""\n\nmsgid "Xã"\nmsgstr "Commune"\n\nmsgid "Huyện"\nmsgstr "District"\n')
    source.write_text('_("Xã")\n_("Tỉnh")\n')
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    assert messages.update(po) == 1
    once = po.read_bytes()
    assert messages.update(po) == 1
    assert po.read_bytes() == once
    assert b"Huy" not in once
    assert messages.check(po) == ["chungtay/places.py:2: not translated: 'Tỉnh'"]
    messages.compile_catalogs()
    assert gettext.GNUTranslations(BytesIO(po.with_suffix(".mo").read_bytes())).gettext("Xã") == "Commune"
