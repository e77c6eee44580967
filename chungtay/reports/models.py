"""Tables of reports."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chungtay.accounts.models import User
from chungtay.core.constraints import Refusal
from chungtay.core.estimates import Estimate
from chungtay.documents.models import OfficialDocument
from chungtay.figures.enums import FigureKind
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Round

_IS_OUT = (
    "(SELECT d.status FROM reports_report r JOIN documents_officialdocument d ON d.id = r.paper_id WHERE r.id = {row}.report_id) "
    "IN ('issued', 'replaced', 'recalled')"
)


class Report(models.Model):
    """The paper of one office about one round. `sections`: in order, each {key, title, text, is_chosen}; a figure stands in a text as
    {6#1}: its words and the number of the kept figure. Once the paper is issued nothing here changes."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="reports")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="reports")
    paper = models.OneToOneField(OfficialDocument, models.CASCADE, related_name="report")
    sections = models.JSONField()
    as_of = models.DateField(_("số liệu đến hết ngày"))
    counted_at = models.DateTimeField()
    begun_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            Refusal(
                name="reports_report_fixed",
                events=("UPDATE",),
                condition="(SELECT d.status FROM documents_officialdocument d WHERE d.id = OLD.paper_id) "
                "IN ('issued', 'replaced', 'recalled')",
                violation_error_message=_("Báo cáo đã phát hành không bao giờ thay đổi."),
            ),
        ]
        indexes = [models.Index(fields=["round", "unit"], name="reports_of_round")]


class KeptFigure(models.Model):
    """A figure as it stood when the paper was written: value, words, meaning, and the records behind it.

    `number` names it inside the sections; `mark` on paper; `filters` are those of the question, whole; `records` lists {kind: [ids]};
    `of` is the N of a ratio n/N.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="figures")
    number = models.PositiveSmallIntegerField()
    mark = models.CharField(max_length=64)
    question = models.CharField(max_length=60)
    filters = models.JSONField()
    kind = models.CharField(max_length=20, choices=FigureKind.choices)
    value = models.BigIntegerField()
    of = models.BigIntegerField(null=True)
    estimate = models.CharField(max_length=10, choices=Estimate.choices, default=Estimate.EXACT)
    unit_word = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=200)
    meaning = models.CharField(max_length=500)
    records = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"], name="reports_figure_number", violation_error_message=_("Con số này đã có trong báo cáo.")
            ),
            models.UniqueConstraint(
                fields=["report", "mark"], name="reports_figure_mark", violation_error_message=_("Con số này đã có trong báo cáo.")
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0), name="reports_figure_value", violation_error_message=_("Con số không thể nhỏ hơn 0.")
            ),
            Refusal(
                name="reports_figure_fixed",
                events=("INSERT", "UPDATE"),
                condition=_IS_OUT.format(row="NEW"),
                violation_error_message=_("Con số của báo cáo đã phát hành không bao giờ thay đổi."),
            ),
            Refusal(
                name="reports_figure_kept",
                events=("DELETE",),
                condition=_IS_OUT.format(row="OLD"),
                violation_error_message=_("Con số của báo cáo đã phát hành không bị xóa."),
            ),
        ]


class Quote(models.Model):
    """A sentence of the units' texts taken over into a section: `text` as it was then, `sources` lists {submission, text} of all who wrote
    the like. The words in the section stay free; how they stand to these, quotes.standing says."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="quotes")
    number = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=60)
    code = models.CharField(max_length=40)
    text = models.TextField(max_length=5000)
    sources = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"], name="reports_quote_number", violation_error_message=_("Ý này đã có trong báo cáo.")
            ),
            Refusal(
                name="reports_quote_fixed",
                events=("INSERT", "UPDATE"),
                condition=_IS_OUT.format(row="NEW"),
                violation_error_message=_("Nguồn của lời trong báo cáo đã phát hành không bao giờ thay đổi."),
            ),
            Refusal(
                name="reports_quote_kept",
                events=("DELETE",),
                condition=_IS_OUT.format(row="OLD"),
                violation_error_message=_("Nguồn của lời trong báo cáo đã phát hành không bị xóa."),
            ),
        ]
