"""Size and style of every element, from the table of the form: two rules an element."""

from functools import partial
from typing import Final

from django.utils.translation import gettext_lazy as _

from chungtay.checker.looks import size_departures, style_departures
from chungtay.checker.rule import rule
from chungtay.documents.decree30.form import Role

_TABLE: Final[tuple[tuple[str, Role, object], ...]] = (
    ("nation", Role.NATION, _("Phụ lục I, mục II.1")),
    ("motto", Role.MOTTO, _("Phụ lục I, mục II.1")),
    ("parent", Role.PARENT_ISSUER, _("Phụ lục I, mục II.2")),
    ("issuer", Role.ISSUER, _("Phụ lục I, mục II.2")),
    ("number", Role.NUMBER, _("Phụ lục I, mục II.3")),
    ("day", Role.PLACE_AND_DAY, _("Phụ lục I, mục II.4")),
    ("kind", Role.KIND, _("Phụ lục I, mục II.5")),
    ("subject", Role.SUBJECT, _("Phụ lục I, mục II.5")),
    ("letter-subject", Role.LETTER_SUBJECT, _("Phụ lục I, mục II.5")),
    ("addressee", Role.ADDRESSEE, _("Phụ lục I, mục II.9")),
    ("basis", Role.BASIS, _("Phụ lục I, mục II.6")),
    ("part", Role.PART, _("Phụ lục I, mục II.6")),
    ("part-title", Role.PART_TITLE, _("Phụ lục I, mục II.6")),
    ("roman", Role.ROMAN, _("Phụ lục I, mục II.6")),
    ("article", Role.ARTICLE, _("Phụ lục I, mục II.6")),
    ("authority", Role.AUTHORITY, _("Phụ lục I, mục II.7")),
    ("signer", Role.SIGNER, _("Phụ lục I, mục II.7")),
    ("recipients", Role.RECIPIENTS, _("Phụ lục I, mục II.9")),
    ("recipient", Role.RECIPIENT, _("Phụ lục I, mục II.9")),
    ("annex", Role.ANNEX, _("Phụ lục I, mục III.1")),
    ("annex-title", Role.ANNEX_TITLE, _("Phụ lục I, mục III.1")),
    ("annex-reference", Role.ANNEX_REFERENCE, _("Phụ lục I, mục III.1")),
)

for _name, _role, _article in _TABLE:
    rule(f"{_name}.size", _("Cỡ chữ"), _article)(partial(size_departures, role=_role))
    rule(f"{_name}.style", _("Kiểu chữ"), _article)(partial(style_departures, role=_role))
