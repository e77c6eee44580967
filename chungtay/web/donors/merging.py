"""Entries that may be one donor: looked at side by side, merged field by field, told apart, or taken apart again."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chungtay.accounts.enums import Can
from chungtay.core import clock
from chungtay.donors.actions import merge_donors, tell_apart, unmerge_donor
from chungtay.donors.actions.merging import CHOSEN
from chungtay.donors.models import Donor, DonorMerge
from chungtay.donors.queries import proposals, signs
from chungtay.web.access import person, requires
from chungtay.web.donors.forms import MergeForm, ReasonForm
from chungtay.web.donors.listing import in_scope
from chungtay.web.donors.showing import donor_in_scope
from chungtay.web.donors.wording import crumbs, facts, said_of_signs, spoken, wish
from chungtay.web.shell.acting import attempt, posted, rehearse, sent
from chungtay.web.shell.listing import address, names_of

both = require_http_methods(["GET", "POST"])
PAGE: Final = 20


@require_safe
@requires(Can.RECORD_SUPPORT)
def likely(request: HttpRequest) -> HttpResponse:
    """The queue: each newer entry with the older ones that it may be, and why."""
    scope = in_scope(request, Can.RECORD_SUPPORT)
    after = request.GET.get("sau", "")
    before = int(after) if after.isascii() and after.isdecimal() and len(after) < 19 else None
    page = proposals(scope, before=before, size=PAGE)
    names = names_of({row.kept_by_id for donor, older in page.found for row in (donor, *(one.donor for one in older))})

    def shown(donor: Donor) -> list[tuple[str, str]]:
        return facts(donor, names[donor.kept_by_id], with_contacts=True)

    context = {
        "pairs": [
            (donor, shown(donor), [(one.donor, shown(one.donor), said_of_signs(one.why)) for one in older]) for donor, older in page.found
        ],
        "page": {
            "next_url": address(request, sau=str(page.next_pk)) if page.next_pk else "",
            "first_url": request.path if before is not None else "",
        },
        "breadcrumbs": crumbs(),
    }
    return render(request, "donors/likely.html", context)


@both
@requires(Can.RECORD_SUPPORT)
def merge(request: HttpRequest, pk: int, gone_pk: int) -> HttpResponse:
    """`pk` is kept. Which values are right is asked where they differ; then it is rehearsed, and asked about once more."""
    kept, gone = (donor_in_scope(request, one, Can.RECORD_SUPPORT, is_standing=True) for one in (pk, gone_pk))
    if kept.pk == gone.pk:
        raise Http404
    differing = _differing(kept, gone)
    form = MergeForm(sent(request), differing=differing)

    def action() -> DonorMerge:
        reason = form.cleaned_data["reason"]
        return merge_donors(kept, gone, by=person(request), on=clock.today(), reason=reason, taken=form.taken)

    is_right = request.method == "POST" and "edit" not in request.POST and form.is_valid()
    done = attempt(form, action) if is_right and "confirmed" in request.POST else None
    if done is not None:
        messages.success(request, _("Đã gộp %(gone)s vào %(kept)s.") % {"gone": gone.name, "kept": kept.name})
        return redirect("donors:donor", pk=pk)
    context = {
        "kept": kept,
        "gone": gone,
        "form": form,
        "why": said_of_signs(signs(kept, gone)),
        "cancel_url": reverse("donors:donor", args=[pk]),
        "swap_url": reverse("donors:merge", args=[gone_pk, pk]),
        "breadcrumbs": crumbs(kept),
    }
    if is_right and "confirmed" not in request.POST and rehearse(form, action):
        return render(request, "donors/merge_confirm.html", context | {"facts": _outcome(form, differing, gone)})
    return render(request, "donors/merge.html", context)


def _differing(kept: Donor, gone: Donor) -> list[tuple[str, Any, str, str]]:
    """(field, label, the kept one's value, the other's) where they differ; what only the kept one has is not asked about."""
    names = names_of({kept.kept_by_id, gone.kept_by_id})
    found = []
    for name in CHOSEN:
        field = Donor._meta.get_field(name)
        one, other = _value(kept, name, names), _value(gone, name, names)
        if one != other and other:
            found.append((name, str(field.verbose_name).capitalize(), one, other))  # type: ignore[union-attr]
    return found


def _value(donor: Donor, name: str, names: dict[int, str]) -> str:
    special = {
        "kind": lambda: str(donor.get_kind_display()),
        "public_as": lambda: wish(donor),
        "phone": lambda: spoken(donor.phone),
        "kept_by": lambda: names[donor.kept_by_id],
    }
    return special[name]() if name in special else str(getattr(donor, name))


def _outcome(form: MergeForm, differing: list[tuple[str, Any, str, str]], gone: Donor) -> list[tuple[str, str]]:
    chosen = [(label, other if name in form.taken else one) for name, label, one, other in differing]
    return [(_("Bản được gộp vào"), gone.name), *chosen, (_("Lý do"), form.cleaned_data["reason"])]


@both
@requires(Can.RECORD_SUPPORT)
def apart(request: HttpRequest, pk: int, other_pk: int) -> HttpResponse:
    """They are two: the pair is not proposed again."""
    one, other = (donor_in_scope(request, key, Can.RECORD_SUPPORT, is_standing=True) for key in (pk, other_pk))
    if one.pk == other.pk:
        raise Http404
    form = forms.Form(sent(request))
    if posted(request, form, lambda: tell_apart(one, other, by=person(request), on=clock.today())):
        messages.success(request, _("Đã ghi hai nhà tài trợ khác nhau; hệ thống không hỏi lại."))
        return redirect("donors:likely")
    context = {
        "form": form,
        "tone": "info",
        "title": _("Hai nhà tài trợ khác nhau?"),
        "text": _("Hệ thống không hỏi lại về hai nhà tài trợ này. Sau này vẫn gộp được nếu cần."),
        "facts": [(_("Nhà tài trợ"), one.name), (_("Nhà tài trợ kia"), other.name), (_("Giống nhau ở"), said_of_signs(signs(one, other)))],
        "submit_label": _("Đúng, khác nhau"),
        "cancel_url": reverse("donors:likely"),
        "breadcrumbs": crumbs(),
    }
    return render(request, "donors/confirm.html", context)


@both
@requires(Can.RECORD_SUPPORT)
def unmerge(request: HttpRequest, pk: int) -> HttpResponse:
    """A merge taken back, with the reason."""
    gone = donor_in_scope_of_kept(request, pk)
    form = ReasonForm(sent(request))
    if posted(request, form, lambda: unmerge_donor(gone, by=person(request), on=clock.today(), reason=form.cleaned_data["reason"])):
        messages.success(request, _("Đã tách %(name)s ra thành nhà tài trợ riêng.") % {"name": gone.name})
        return redirect("donors:donor", pk=pk)
    kept = gone.merged_into
    assert kept is not None
    context = {
        "form": form,
        "title": _("Tách ra như trước khi gộp?"),
        "text": _("Thông tin lấy từ bản này khi gộp được trả lại như cũ, trừ những gì đã sửa sau đó."),
        "facts": [(_("Bản đã gộp"), gone.name), (_("Đang gộp vào"), kept.name)],
        "submit_label": _("Tách ra"),
        "cancel_url": reverse("donors:donor", args=[kept.pk]),
        "breadcrumbs": crumbs(kept),
    }
    return render(request, "donors/confirm.html", context)


def donor_in_scope_of_kept(request: HttpRequest, pk: int) -> Donor:
    """A merged row is reached by whoever reaches the donor that it turned out to be."""
    gone = Donor.objects.select_related("merged_into").filter(pk=pk, merged_into__in=in_scope(request, Can.RECORD_SUPPORT)).first()
    if gone is None:
        raise Http404
    return gone
