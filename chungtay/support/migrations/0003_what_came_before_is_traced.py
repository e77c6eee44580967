from django.db import migrations, models

import chungtay.core.constraints
from chungtay.core import clock
from chungtay.support.codes import new_trace_code


def _trace(apps, schema_editor):
    """What was recorded before was handed over by its donor on the spot: each row gets its code, its balance and its entry in the books."""
    Contribution, Balance = apps.get_model("support", "Contribution"), apps.get_model("support", "ContributionBalance")
    for row in Contribution.objects.filter(reverses__isnull=True).order_by("pk"):
        code, back = new_trace_code(), Contribution.objects.filter(reverses=row).first()
        Contribution.objects.filter(pk__in=[row.pk, *([back.pk] if back else [])]).update(trace_code=code)
        amount = 0 if back else (row.value_vnd if row.is_money else row.quantity)
        Balance.objects.create(contribution=row, received=amount, allocated=amount, delivered=amount)
        if amount:
            _book(apps, row, code, amount)


def _book(apps, row, code, amount):
    Account, Balance, Entry = (apps.get_model("ledger", name) for name in ("Account", "Balance", "Entry"))
    commodity = "VND" if row.is_money else f"{row.kind}|{row.measure}"
    ends = {}
    for kind in ("direct_out", "direct_in"):
        given = {"kind": kind, "unit_id": row.unit_id, "programme_id": row.programme_id, "commodity": commodity, "part": ""}
        account = ends[kind] = Account.objects.filter(**given).first() or Account.objects.create(**given)
        balance = Balance.objects.filter(account=account).first() or Balance.objects.create(account=account, amount=0)
        Balance.objects.filter(pk=balance.pk).update(amount=balance.amount + amount)
    Entry.objects.create(
        kind="direct",
        booked_on=row.received_on,
        debit=ends["direct_out"],
        credit=ends["direct_in"],
        amount=amount,
        subject=code,
        gift=code,
        recorded_at=clock.now(),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("support", "0002_pledge_to_handover"),
        ("ledger", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="contribution", name="support_contribution_append_only"),
        migrations.RunPython(_trace, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=chungtay.core.constraints.Refusal(
                condition="1 = 1",
                events=("UPDATE", "DELETE"),
                name="support_contribution_append_only",
                violation_error_message="Việc tiếp nhận đã ghi không sửa, không xóa được; chỉ hủy bằng một dòng mới.",
            ),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.UniqueConstraint(condition=models.Q(('reverses__isnull', True)), fields=('trace_code',), name='support_one_trace', violation_error_message='Mã dấu vết này đã dùng.'),
        ),
        # Last: on SQLite a table that a trigger elsewhere speaks of cannot be rebuilt.
        migrations.AddConstraint(
            model_name='allocation',
            constraint=chungtay.core.constraints.Refusal(condition='NEW.substitution_id IS NULL AND NEW.reverses_id IS NULL AND EXISTS (SELECT 1 FROM support_contribution c WHERE c.id = NEW.contribution_id AND c.earmark_need_id IS NOT NULL AND (NEW.need_id IS NULL OR c.earmark_need_id <> NEW.need_id))', events=('INSERT',), name='support_earmark_kept', violation_error_message='Nhà tài trợ đã dành khoản này cho một nhu cầu khác. Muốn đổi, cần nhà tài trợ đồng ý trước.'),
        ),
    ]
