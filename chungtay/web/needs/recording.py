"""Recording a need: first where and what kind (in the address), then one page that tells the rest; and mending it."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import units_answered_for, units_for
from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.core.periods import valid_on
from chungtay.needs.actions.photos import MOST_PHOTOS
from chungtay.needs.actions.record import record_need, revise_need, submit_need
from chungtay.needs.enums import EDITABLE, NeedUrgency
from chungtay.needs.models import Need
from chungtay.needs.queries import last_access_of
from chungtay.places.enums import UnitType
from chungtay.places.models import Lineage, OrgUnit, OrgUnitQuerySet
from chungtay.places.queries import paths
from chungtay.programmes.models import Programme
from chungtay.programmes.pack import Category
from chungtay.programmes.queries import asking_for_needs
from chungtay.web.access import person, requires
from chungtay.web.needs.forms import PlaceForm
from chungtay.web.needs.need_form import EntryForm, initial_of
from chungtay.web.needs.photos import keep_photos
from chungtay.web.needs.showing import crumbs, need_crumbs, need_in_scope, open_remarks
from chungtay.web.needs.wording import category_of
from chungtay.web.shell.acting import attempt, posted, sent

both = require_http_methods(["GET", "POST"])
_HOUR: Final = 3600


@dataclass(frozen=True, slots=True)
class Where:
    """What the first step settled."""

    programme: Programme
    category: Category
    unit: OrgUnit  # as it is called today
    school: OrgUnit
    site: OrgUnit | None


@both
@requires(Can.RECORD_NEEDS)
def record(request: HttpRequest) -> HttpResponse:
    """Two steps by address, so that they work without a script: nothing typed stands in the first."""
    user, today = person(request), clock.today()
    programmes = asking_for_needs(today)
    among = units_for(user, Can.RECORD_NEEDS, on=today).on(today).filter(type__in=(UnitType.SCHOOL, UnitType.SITE))
    if not programmes:
        return render(request, "needs/no_programme.html", {"breadcrumbs": crumbs()})
    programme = next((one for one in programmes if one.slug == request.GET.get("chuong_trinh")), programmes[0])
    first = PlaceForm(_asked(request), programme=programme, among=among, on=today)
    if request.method == "POST":
        return _entry(request, _where_of_post(request, programme, among, user, today))
    if not first.is_bound or not first.is_valid():
        context = {"form": first, "programme": programme, "programmes": programmes, "breadcrumbs": crumbs()}
        return render(request, "needs/place.html", context)
    return _entry(request, _where(programme, first.cleaned_data["nhom"], among.get(code=first.cleaned_data["noi"]), today))


def _asked(request: HttpRequest) -> Any:
    """The first step as far as the address tells it: an address that tells nothing shows no errors."""
    return request.GET if request.GET.get("noi") or request.GET.get("noi_pick") or request.GET.get("nhom") else None


def _where_of_post(request: HttpRequest, programme: Programme, among: OrgUnitQuerySet, user: User, today: date) -> Where:
    """The place also where it ended while the form was open: the rule says so above what was typed. 404 outside the scope."""
    code = request.GET.get("noi_pick") or request.GET.get("noi", "")
    form = PlaceForm(request.GET, programme=programme, among=among, on=today)
    unit = among.filter(code=form.cleaned_data["noi"] if form.is_valid() else code).first()
    unit = unit or units_answered_for(user, Can.RECORD_NEEDS, on=today).called_on(today).filter(code=code).first()
    category = programme.pack.by_category.get(request.GET.get("nhom", ""))
    if unit is None or category is None or unit.type not in (UnitType.SCHOOL, UnitType.SITE):
        raise Http404
    return _where(programme, category.code, unit, today)


def _where(programme: Programme, category: str, unit: OrgUnit, today: date) -> Where:
    site = unit if unit.type == UnitType.SITE else None
    school = school_of(unit, today) if site else unit
    return Where(programme, programme.pack.by_category[category], unit, school, site)


def school_of(site: OrgUnit, day: date) -> OrgUnit:
    """The school to which the site belongs that day, or belonged last."""
    lines = Lineage.objects.filter(unit=site, school__isnull=False).select_related("school")
    found = lines.filter(valid_on(day)).first() or lines.order_by("-valid_from").first()
    if found is None or found.school is None:
        raise Http404
    return found.school


def _entry(request: HttpRequest, where: Where) -> HttpResponse:
    """The second step: one form; what was typed stays in it whatever happens."""
    user, today = person(request), clock.today()
    form = EntryForm(
        sent(request),
        request.FILES or None,
        category=where.category,
        initial=_prefilled(where),
    )
    if request.method == "POST" and form.is_valid():
        need, is_new = _record_once(form, where, user, today)
        if need is not None:
            return _go(request, _after(request, need, form, user) if is_new else reverse("needs:need", args=[need.pk]))
    _say_photos_again(request, form)
    around = paths([where.school.pk], on=today).get(where.school.pk, [])
    school = OrgUnit.objects.called_on(today).filter(pk=where.school.pk).first() if where.site else None
    context = {
        "form": form,
        "sections": form.sections(),
        "category": where.category,
        "programme": where.programme,
        "place_name": where.unit.full_name or where.unit.code,
        "place_path": ", ".join([*([school.full_name] if school else []), *around[:1]]),
        "change_url": f"{reverse('needs:record')}?chuong_trinh={where.programme.slug}",
        "action": request.get_full_path(),
        "breadcrumbs": crumbs((_("Ghi nhu cầu"), reverse("needs:record"))),
    }
    return render(request, "needs/entry.html", context)


def _prefilled(where: Where) -> dict[str, Any]:
    """What the last need of the place told of its road, grid and signal need not be told again."""
    access = last_access_of(where.school, where.site)
    return {"urgency": NeedUrgency.NORMAL, "once": get_random_string(20)} | (asdict(access) if access else {})


def _record_once(form: EntryForm, where: Where, user: User, today: date) -> tuple[Need | None, bool]:
    """The need, and whether this very request wrote it: a form sent twice writes once."""
    key = f"needs:once:{user.pk}:{form.cleaned_data['once']}"
    if form.cleaned_data["once"] and not cache.add(key, 0, _HOUR):
        before = Need.objects.for_user(user, Can.RECORD_NEEDS, on=today).filter(pk=cache.get(key) or 0).first()
        if before is None:
            form.add_error(None, _("Phiếu này đang được lưu. Xin đợi giây lát rồi xem trong danh sách nhu cầu."))
        return before, False
    need = attempt(
        form,
        lambda: record_need(where.school, by=user, programme=where.programme, form=form.need_form, on=today, site=where.site),
    )
    if need is None:
        cache.delete(key)
    else:
        cache.set(key, need.pk, _HOUR)
    return need, True


def _after(request: HttpRequest, need: Need, form: EntryForm, user: User) -> str:
    """The draft is safe: now its photos, then sending it if that was asked; where to go on."""
    given = form.cleaned_data
    refused = keep_photos(need, given.get("photos", []), by=user, may_show_faces=given.get("may_show_faces", False))[1]
    if refused:
        messages.warning(request, _("Nhu cầu đã lưu, nhưng chưa đủ ảnh và chưa gửi."))
        for sentence in refused:
            messages.error(request, sentence)
        return reverse("needs:photos", args=[need.pk])
    if request.POST.get("then") != "submit":
        messages.success(request, _("Đã lưu. Nhu cầu chưa gửi."))
        return reverse("needs:need", args=[need.pk])
    try:
        submit_need(need, by=user, on=clock.today())
    except RuleBroken:
        messages.info(request, _("Đã lưu. Xin xem lại trước khi gửi."))
        return reverse("needs:submit", args=[need.pk])  # likely doubles: the page shows them
    messages.success(request, _("Đã ghi và gửi %(code)s. Cấp xã xem và xác minh.") % {"code": need.code})
    return reverse("needs:need", args=[need.pk])


def _go(request: HttpRequest, url: str) -> HttpResponse:
    return HttpResponseClientRedirect(url) if getattr(request, "htmx", False) else redirect(url)


def _say_photos_again(request: HttpRequest, form: EntryForm) -> None:
    """Without a script the browser forgets the files that were chosen; with one the page keeps them."""
    if request.FILES and "photos" in form.fields and not getattr(request, "htmx", False):
        form.add_error("photos", _("Ảnh chưa được lưu vì còn mục cần sửa: xin chọn lại ảnh rồi gửi."))


@both
@requires(Can.RECORD_NEEDS)
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    """The same page filled with what the need says, with the remarks at their fields; photos have a page of their own."""
    need, user, today = need_in_scope(request, pk, Can.RECORD_NEEDS), person(request), clock.today()
    url = reverse("needs:need", args=[pk])
    if need.status not in EDITABLE:
        messages.info(request, _("Nhu cầu đã gửi nên không sửa được. Xin đề nghị cấp xã trả lại trước."))
        return redirect(url)
    category, remarks = category_of(need, {need.programme_id: need.programme}), open_remarks(need)
    room = MOST_PHOTOS - need.photos.count()
    form = EntryForm(sent(request), request.FILES or None, category=category, room_for_photos=room, initial=initial_of(need))
    if posted(request, form, lambda: revise_need(need, by=user, form=form.need_form, on=today, site=need.site)):
        need.refresh_from_db()
        return _go(request, _after(request, need, form, user))
    _say_photos_again(request, form)
    context = {
        "form": form,
        "need": need,
        "sections": (sections := form.sections(remarks)),
        "remarked": ", ".join(str(field.label) for section in sections for field, remark in section.fields if remark),
        "whole_remark": remarks.get("", ""),
        "place_remark": remarks.get("site", "") or remarks.get("category", ""),
        "category": category,
        "programme": need.programme,
        "action": request.get_full_path(),
        "cancel_url": url,
        "breadcrumbs": need_crumbs(need),
    }
    return render(request, "needs/entry.html", context)
