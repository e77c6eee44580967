"""Where and as what: two short pages before the one that writes. The answers so far stand in the address, nothing is kept in between."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can, RoleKind
from chungtay.accounts.rules import kinds_given_by
from chungtay.accounts.scope import units_for
from chungtay.core import clock
from chungtay.places.models import OrgUnit
from chungtay.places.queries import paths
from chungtay.web.access import person
from chungtay.web.accounts.forms import KindStepForm, UnitStepForm


@dataclass(slots=True)
class Steps:
    """`page` is the answer to give as long as unit or kind are not known."""

    request: HttpRequest
    template: str
    title: str
    back: str
    extra: dict[str, Any] = field(default_factory=dict)
    unit: OrgUnit | None = None
    kind: RoleKind | None = None
    page: HttpResponse | None = None

    @classmethod
    def read(cls, request: HttpRequest, template: str, *, title: str, back: str, **extra: Any) -> "Steps":
        steps = cls(request, template, title, back, extra)
        steps._ask_unit(clock.today())
        if steps.unit is not None:
            steps._ask_kind(clock.today())
        return steps

    def answers(self) -> tuple[OrgUnit, RoleKind]:
        assert self.unit is not None
        assert self.kind is not None
        return self.unit, self.kind

    def last(self, form: forms.Form, *, submit_label: str) -> HttpResponse:
        """The page that writes."""
        return self._render(form, method="post", submit_label=submit_label, step=3)

    def _ask_unit(self, today: date) -> None:
        among = units_for(person(self.request), Can.INVITE_PEOPLE, on=today)
        if code := self.request.GET.get("don-vi", ""):
            self.unit = OrgUnit.objects.on(today).filter(pk__in=among.values("pk"), code=code.replace("\0", "")).first()
            if self.unit is None:
                raise Http404
            return
        asked = "unit" in self.request.GET or "unit_pick" in self.request.GET
        form = UnitStepForm(self.request.GET if asked else None, among=among, on=today)
        if asked and form.is_valid():
            self.page = redirect(self._address(unit=form.cleaned_data["unit"].code))
        else:
            self.page = self._render(form, method="get", submit_label=_("Tiếp tục"), step=1)

    def _ask_kind(self, today: date) -> None:
        assert self.unit is not None
        kinds = kinds_given_by(person(self.request), self.unit, on=today)
        asked = self.request.GET.get("vai-tro", "")
        if len(kinds) == 1 or asked in [kind.value for kind in kinds]:
            self.kind = kinds[0] if len(kinds) == 1 else RoleKind(asked)
            return
        chosen = "kind" in self.request.GET
        form = KindStepForm(self.request.GET if chosen else None, kinds=kinds)
        if chosen and form.is_valid():
            self.page = redirect(self._address(unit=self.unit.code, kind=form.cleaned_data["kind"]))
        else:
            self.page = self._render(form, method="get", submit_label=_("Tiếp tục"), step=2, is_nothing=not kinds)

    def _address(self, *, unit: str, kind: str = "") -> str:
        return f"{self.request.path}?{urlencode({'don-vi': unit} | ({'vai-tro': kind} if kind else {}))}"

    def _render(self, form: forms.Form, **more: Any) -> HttpResponse:
        context = {"form": form, "title": self.title, "cancel_url": self.back, "unit": self.unit, "kind": self.kind, **more, **self.extra}
        if self.unit is not None:
            context["unit_path"] = ", ".join(paths([self.unit.pk], on=clock.today()).get(self.unit.pk, []))
            context["unit_url"] = self.request.path
            context["kind_url"] = self._address(unit=self.unit.code)
        return render(self.request, self.template, context)
