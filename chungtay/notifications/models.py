"""Tables of notifications."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chungtay.notifications.enums import Channel, MessageStatus


class Notice(models.Model):
    """One thing told to one person; `key` names it ("submission.returned/42/3"), `path` is the address at which to act."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices", db_index=False)
    key = models.CharField(max_length=120)
    subject = models.CharField(max_length=200)
    text = models.CharField(max_length=1000, blank=True)
    path = models.CharField(max_length=300, blank=True)
    is_urgent = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "key"], name="notifications_told_once", violation_error_message=_("Thông báo này đã có rồi.")
            )
        ]
        indexes = [
            models.Index(fields=["person", "-made_at", "-id"], name="notifications_of_person"),
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="notifications_unread"),
        ]

    def __str__(self) -> str:
        return self.subject


class Letter(models.Model):
    """One thing told by e-mail to somebody without an account, such as a donor; `place_id`: the unit whose people see that it arrives."""

    subject = models.CharField(max_length=200)
    text = models.CharField(max_length=2000)
    place_id = models.BigIntegerField()  # an OrgUnit's id; no foreign key: places stands above this room
    is_urgent = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["place_id"], name="notifications_of_place")]

    def __str__(self) -> str:
        return self.subject


class Message(models.Model):
    """A notice or a letter on its way to `address` (an e-mail address, a telephone number). `tracking` is what the other side knows it by.

    `not_before` keeps nights quiet and spaces out the tries; `template` and `data` are what Zalo asks for.
    """

    notice = models.ForeignKey(Notice, models.PROTECT, null=True, related_name="messages", db_index=False)
    letter = models.OneToOneField(Letter, models.PROTECT, null=True, related_name="message")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    address = models.CharField(max_length=254)
    template = models.CharField(max_length=60, blank=True)
    data = models.JSONField(default=dict)
    tracking = models.CharField(max_length=48, unique=True)
    status = models.CharField(max_length=10, choices=MessageStatus.choices, default=MessageStatus.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "channel"], name="notifications_sent_once", violation_error_message=_("Tin này đã được xếp gửi rồi.")
            ),
            models.CheckConstraint(
                condition=Q(notice__isnull=False, letter__isnull=True)
                | Q(notice__isnull=True, letter__isnull=False, channel=Channel.EMAIL),
                name="notifications_notice_or_letter",
                violation_error_message=_("Một tin mang một thông báo, hoặc một lá thư gửi qua thư điện tử."),
            ),
        ]
        indexes = [
            models.Index(fields=["not_before", "id"], condition=Q(status=MessageStatus.QUEUED), name="notifications_outbox"),
            models.Index(fields=["taken_at"], condition=Q(status=MessageStatus.SENDING), name="notifications_taken"),
        ]

    @property
    def said(self) -> Notice | Letter:
        """What it carries."""
        found = self.notice or self.letter
        assert found is not None  # notifications_notice_or_letter
        return found


class ChannelSetting(models.Model):
    """A channel that a person has switched off, or on again."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="channel_settings", db_index=False)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    is_on = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "channel"], name="notifications_one_setting", violation_error_message=_("Kênh này đã có tùy chọn.")
            )
        ]


class CalendarRun(models.Model):
    """That a job of the calendar ran for a slot ("2026-11-29T07:30"): whoever writes the row runs it, so that it runs once."""

    job = models.CharField(max_length=60)
    slot = models.CharField(max_length=30)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["job", "slot"], name="notifications_job_once", violation_error_message=_("Việc này đã chạy cho mốc ấy rồi.")
            )
        ]


class ZaloToken(models.Model):
    """By what Zalo knows the official account now. A refresh token is good once, so the next one is kept where every process reads it.

    `seed` is the hash of the refresh token in the settings with which this row began; another one there begins it anew.
    """

    app_id = models.CharField(max_length=40, unique=True, error_messages={"unique": _("Ứng dụng Zalo này đã có mã truy cập.")})
    seed = models.CharField(max_length=64)
    access_token = models.TextField(blank=True)
    refresh_token = models.TextField(blank=True)
    expires_at = models.DateTimeField()
    refreshing_at = models.DateTimeField(null=True)
