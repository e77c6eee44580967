"""A pack is loaded once and kept; a programme begins with a version, adopts a newer one, ends."""

import hashlib
import json
from collections.abc import Container
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.accounts.models import User
from chungtay.audit.actions import record
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.core.db import locked, refused
from chungtay.core.errors import RuleBroken
from chungtay.core.periods import FOREVER
from chungtay.programmes import rules
from chungtay.programmes.models import PackVersion, Programme
from chungtay.programmes.packfiles import PACK, read_pack
from chungtay.programmes.packkept import kept
from chungtay.programmes.packsource import PackBroken, read_table


@transaction.atomic
def load_pack(folder: Path, *, by: User | None, figures: Container[str] | None = None) -> PackVersion:
    """The version that the folder says, kept for ever. The same content again is the same row; other content needs a higher version.

    Raises PackBroken with file and line; `figures` as read_pack takes them.
    """
    rules.check_may_run(by, on=clock.today())
    pack = read_pack(folder, figures=figures)
    content = kept(pack)
    sha256 = hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    known = PackVersion.objects.filter(slug=pack.slug, version=pack.version).first()
    if known is not None and known.sha256 == sha256:
        return known
    if known is not None:
        reason = _("phiên bản %(version)d của “%(slug)s” đã được nạp với nội dung khác; hãy tăng “version” lên.")
        line = read_table(folder / PACK, PACK).line_of("version")
        raise PackBroken(PACK, line, reason % {"version": pack.version, "slug": pack.slug})
    row = PackVersion(slug=pack.slug, version=pack.version, content=content, sha256=sha256, loaded_at=clock.now())
    with refused():
        row.save()
    record("pack.loaded", row, by=by, name=pack.name, version=pack.version, sha256=sha256)
    return row


@transaction.atomic
def start_programme(version: PackVersion, *, by: User | None, on: date) -> Programme:
    """The pack goes to work on that day; its answers may come from then on."""
    rules.check_may_run(by, on=clock.today())
    pack = version.pack
    if Programme.objects.filter(slug=pack.slug).exists():
        raise RuleBroken(_("Chương trình “%(name)s” đã bắt đầu rồi.") % {"name": pack.name})
    programme = Programme(slug=pack.slug, name=pack.name, version=version, started_on=on)
    with refused():
        programme.save()
    record("programme.started", programme, by=by, name=programme.name, version=version.version, on=on)
    return programme


@transaction.atomic
def adopt_version(programme: Programme, *, by: User | None, version: PackVersion) -> Programme:
    """The programme works by the newer version from now on; rounds that are open keep theirs."""
    programme = locked(programme)
    rules.check_may_run(by, on=clock.today())
    was = programme.version.version
    rules.check_follows(programme.pack, version.pack)
    programme.version, programme.name = version, version.pack.name
    programme.save(update_fields=["version", "name"])
    record("programme.version_adopted", programme, by=by, name=programme.name, was=was, version=version.version)
    return programme


@transaction.atomic
def end_programme(programme: Programme, *, by: User | None, on: date) -> Programme:
    """From that day on nothing more is asked for; what was recorded stays."""
    programme = locked(programme)
    rules.check_may_run(by, on=clock.today())
    if programme.ended_on != FOREVER:
        raise RuleBroken(_("Chương trình đã kết thúc từ ngày %(day)s.") % {"day": format_day(programme.ended_on)})
    if on <= programme.started_on:
        raise RuleBroken(_("Ngày kết thúc phải sau ngày bắt đầu (%(day)s).") % {"day": format_day(programme.started_on)}, field="on")
    last = programme.rounds.order_by("-ends_on").first()
    if last is not None and last.ends_on >= on:
        parts = {"name": last.name, "day": format_day(last.ends_on)}
        raise RuleBroken(_("Đợt “%(name)s” còn đến hết ngày %(day)s.") % parts, field="on")
    programme.ended_on = on
    programme.save(update_fields=["ended_on"])
    record("programme.ended", programme, by=by, name=programme.name, on=on)
    return programme
