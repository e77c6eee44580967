"""The live table of a round: who has sent, on time, late, missing, returned; remind, accept, open one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.contrib import messages
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.core import clock
from chungtay.core.paging import key_page
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Round
from chungtay.submissions.actions import Reminded, accept_many, remind
from chungtay.submissions.enums import AWAITED, SENT, SubmissionStatus
from chungtay.submissions.models import Answer, Submission
from chungtay.submissions.queries import Completeness, completeness, completeness_by, live_table
from chungtay.web.access import person, requires
from chungtay.web.shell.acting import attempt, sent
from chungtay.web.shell.listing import address, chips, pager
from chungtay.web.submissions.forms import PickForm, TableFilter
from chungtay.web.submissions.seen import collected_unit, crumbs, names_on, round_called, round_url
from chungtay.web.submissions.tones import TONES
from chungtay.web.submissions.wording import instant_words, late_words, time_left

PAGE: Final = 60
_MOST_REMINDED: Final = 1_000
_MOST_TOLD: Final = 10
_S = SubmissionStatus


@dataclass(frozen=True, slots=True)
class Looked:
    """Whose table it is: those that answer to `collector`, or where none does all in its territory."""

    asked: Round
    collector: OrgUnit
    is_whole: bool
    rows: QuerySet[Submission]

    def counts(self) -> Completeness:
        if self.is_whole:
            return completeness(self.asked, territory=self.collector)
        return completeness(self.asked, collector=self.collector)


def looked_at(request: HttpRequest, slug: str, code: str) -> Looked:
    """404 where the role one acts in collects nothing of the round."""
    asked = round_called(slug, code)
    collector = collected_unit(request, asked)
    if collector is None:
        raise Http404
    mine = Submission.objects.for_user(person(request), Can.COLLECT_ROUNDS, on=clock.today())
    rows = live_table(asked, collector=collector, among=mine)
    if rows.exists():
        return Looked(asked, collector, False, rows)
    rows = live_table(asked, territory=collector, among=mine)
    if not rows.exists():
        raise Http404
    return Looked(asked, collector, True, rows)


@dataclass(frozen=True, slots=True)
class Row:
    """A unit's line; `below`: how many of those that answer to it have sent, with the address of its own table."""

    submission: Submission
    name: str
    tone: str
    due: str
    left: tuple[str, str]
    sent: str
    late: str
    is_explained: bool
    may_accept: bool
    may_remind: bool
    is_ticked: bool
    below: Completeness | None = None
    below_url: str = ""


@require_http_methods(["GET", "POST"])
@requires(Can.COLLECT_ROUNDS)
def table(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Ticked ones are accepted together; `chon=tat-ca` in the address ticks those that gave no word of explanation."""
    looked, user = looked_at(request, slug, code), person(request)
    pick = PickForm(sent(request))
    if request.method == "POST" and pick.is_valid() and _done(request, pick, looked, user):
        return redirect(address(request, chon="", sau=""))
    form, at = TableFilter(request.GET or None), clock.now()
    chosen = form.cleaned_data.get("tinh_trang", "") if form.is_bound and form.is_valid() else ""
    explained = Answer.objects.filter(submission=OuterRef("pk")).exclude(reason="")
    found = narrowed(looked.rows, chosen, at).annotate(explained=Exists(explained), place=Coalesce("sort_key", Value("")))
    page = key_page(found, by=("place", "pk"), after=request.GET.get("sau", ""), size=PAGE)
    counts = looked.counts()
    context = {
        "round": looked.asked,
        "collector_name": names_on([looked.collector.pk], looked.asked)[looked.collector.pk],
        "counts": counts,
        "waiting": counts.sent - counts.accepted,
        "sent_share": _share(counts.sent, counts.expected),
        "on_time_share": _share(counts.on_time, counts.expected),
        "rows": _rows(request, looked, list(page.rows), user, at),
        "page": pager(request, page),
        "pick": pick,
        "form": form,
        "chips": chips(request, form),
        "links": _links(request),
        "is_filtered": bool(chosen),
        "clear_url": address(request, tinh_trang="", sau="", chon=""),
        "all_url": address(request, chon="tat-ca"),
        "remind_url": _with_unit(request, round_url("remind_all", looked.asked)),
        "totals_url": _with_unit(request, round_url("totals", looked.asked)),
        "texts_url": _with_unit(request, round_url("texts", looked.asked)),
        "here": request.get_full_path(),
        "at": at,
        "breadcrumbs": crumbs(),
    }
    return render(request, "submissions/table.html", context)


def _links(request: HttpRequest) -> dict[str, str]:
    """The table narrowed to what a figure counts, by a name that a template can say."""
    states = ("chua-gui", "qua-han", "tra-lai", "cho-nhan", "da-nhan")
    return {state.replace("-", "_"): address(request, tinh_trang=state, sau="", chon="") for state in states}


def narrowed(rows: QuerySet[Submission], state: str, at: datetime) -> QuerySet[Submission]:
    """What a word of the filter asks for."""
    in_time = Q(sent_at__lte=F("sent_due_at"))
    asked = {
        "chua-gui": Q(status__in=[_S.DUE, _S.DRAFT]),
        "qua-han": Q(status__in=[_S.DUE, _S.DRAFT], due_at__lt=at),
        "tra-lai": Q(status=_S.RETURNED),
        "cho-nhan": Q(status=_S.SUBMITTED),
        "da-nhan": Q(status=_S.ACCEPTED),
        "dung-han": Q(status__in=SENT) & in_time,
        "muon": Q(status__in=SENT) & ~in_time,
        "mien": Q(status=_S.EXCUSED),
    }
    return rows.filter(asked[state]) if state in asked else rows


def _rows(request: HttpRequest, looked: Looked, found: list[Submission], user: User, at: datetime) -> list[Row]:
    """Names and what lies below them, of all rows at once."""
    names = names_on([row.unit_id for row in found], looked.asked)
    lowest = max((tier.unit for tier in looked.asked.pack.tiers), default=0)
    collecting = any(row.tier < lowest for row in found)
    below = completeness_by(looked.asked, "answers_to", territory=looked.collector, at=at) if collecting else {}
    ticks_all, ticked = request.GET.get("chon") == "tat-ca" and request.method == "GET", set(request.POST.getlist("chon"))
    shown = []
    for row in found:
        explained = bool(getattr(row, "explained", False))
        may_accept = row.status == _S.SUBMITTED and row.sent_by_id != user.pk
        shown.append(
            Row(
                submission=row,
                name=names[row.unit_id],
                tone=TONES[_S(row.status)],
                due=instant_words(row.due_at),
                left=time_left(row, at),
                sent=instant_words(row.sent_at) if row.sent_at else "",
                late=late_words(row),
                is_explained=explained,
                may_accept=may_accept,
                may_remind=row.status in AWAITED,
                is_ticked=may_accept and ((ticks_all and not explained) or str(row.pk) in ticked),
                below=below.get(row.unit_id),
                below_url=address(request, **{"don-vi": row.unit.code, "tinh_trang": "", "sau": "", "chon": ""})
                if row.unit_id in below
                else "",
            )
        )
    return shown


def _share(part: int, whole: int) -> int:
    """In thousandths, for a bar."""
    return 1000 * part // whole if whole else 0


def _with_unit(request: HttpRequest, url: str) -> str:
    """The same unit's page."""
    code = request.GET.get("don-vi", "")[:80]
    return f"{url}?don-vi={code}" if code.replace("-", "").isalnum() else url


# ── Accepting and reminding several ──────────────────────────────────────────────────────────────────────────────────────────────────


def _done(request: HttpRequest, pick: PickForm, looked: Looked, user: User) -> bool:
    """Whether something was tried; what was refused is told above the table."""
    chosen = {int(pk) for pk in pick.cleaned_data["chon"]}
    rows = list(looked.rows.filter(pk__in=chosen).order_by("pk"))
    if not rows:
        pick.add_error(None, _("Xin đánh dấu ít nhất một báo cáo."))
        return False
    result = attempt(pick, lambda: accept_many(rows, by=user))
    if result is None:
        return False
    done, refused = result
    if done:
        messages.success(request, ngettext("Đã nhận %(n)d báo cáo.", "Đã nhận %(n)d báo cáo.", len(done)) % {"n": len(done)})
    names = names_on([one.unit_id for one, _why in refused[:_MOST_TOLD]], looked.asked)
    for one, why in refused[:_MOST_TOLD]:
        messages.warning(request, _("%(unit)s: %(why)s") % {"unit": names[one.unit_id], "why": why})
    return True


@require_http_methods(["GET", "POST"])
@requires(Can.COLLECT_ROUNDS)
def remind_all(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """All that have not sent, by one tap; a page that was only opened leads back to the table."""
    looked = looked_at(request, slug, code)
    back = redirect(_with_unit(request, round_url("collect", looked.asked)))
    if request.method != "POST":
        return back
    rows = list(looked.rows.filter(status__in=AWAITED).order_by("pk")[:_MOST_REMINDED])
    pick = PickForm({})
    result = attempt(pick, lambda: remind(rows, by=person(request)))
    if result is None:
        for error in pick.non_field_errors():
            messages.warning(request, str(error))
        return back
    tell_reminded(request, result, looked.asked)
    return back


def tell_reminded(request: HttpRequest, result: Reminded, asked: Round) -> None:
    """How many were reminded, and whom nobody could be told."""
    if result.sent:
        words = ngettext("Đã nhắc %(n)d đơn vị.", "Đã nhắc %(n)d đơn vị.", result.sent)
        messages.success(request, words % {"n": result.sent})
    elif not result.untold:
        messages.info(request, _("Không còn đơn vị nào để nhắc: hôm nay đã nhắc rồi, hoặc đã gửi."))
    if result.untold:
        names = names_on([one.unit_id for one in result.untold[:_MOST_TOLD]], asked)
        more = len(result.untold) - _MOST_TOLD
        words = _("Chưa có ai nhận lời nhắc ở: %(names)s%(more)s. Hãy mời người phụ trách, hoặc gọi điện.")
        rest = _(" và %(n)d đơn vị khác") % {"n": more} if more > 0 else ""
        messages.warning(request, words % {"names": ", ".join(names.values()), "more": rest})
