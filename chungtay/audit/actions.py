"""The only way in: record(), and record_all() for many acts at once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model

from chungtay.audit.models import AuditEntry
from chungtay.core import clock


@dataclass(frozen=True, slots=True)
class Origin:
    """From where a person acts: address, device, and the role they act in."""

    ip: str | None = None
    agent: str = ""
    acting_as: str = ""


_origin: ContextVar[Origin] = ContextVar("audit_origin", default=Origin(agent="manage.py"))


@contextmanager
def acting_from(origin: Origin) -> Iterator[None]:
    """All that is recorded inside came from there."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


def record(act: str, subject: Model, *, by: AbstractBaseUser | None, name: str, place_id: int | None = None, **details: Any) -> AuditEntry:
    """Write down one act in the transaction that does it; `by` None is the system itself, `name` what the subject is called now."""
    entry = entry_of(act, subject, by=by, name=name, place_id=place_id, **details)
    entry.save()
    return entry


def record_all(entries: Sequence[AuditEntry]) -> None:
    """Write down many acts at once, each as entry_of() has it."""
    AuditEntry.objects.bulk_create(entries, batch_size=500)


def entry_of(
    act: str, subject: Model, *, by: AbstractBaseUser | None, name: str, place_id: int | None = None, **details: Any
) -> AuditEntry:
    """What record() writes, not yet written."""
    origin = _origin.get()
    return AuditEntry(
        recorded_at=clock.now(),
        actor=by,  # type: ignore[misc]  # the room knows people only as AUTH_USER_MODEL
        actor_name=str(by) if by is not None else "",
        acting_as=origin.acting_as[:300],
        act=act,
        subject_kind=subject._meta.label,
        subject_key=str(subject.pk),
        subject_name=name[:300],
        place_id=place_id,
        details={key: _plain(value) for key, value in details.items()},
        ip=origin.ip,
        agent=origin.agent[:300],
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
