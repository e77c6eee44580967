import chungtay.core.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('audit', '0001_initial')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='lúc')),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ai')),
                ('actor_name', models.CharField(max_length=200)),
                ('acting_as', models.CharField(blank=True, max_length=300, verbose_name='vai trò')),
                ('act', models.CharField(max_length=60, verbose_name='việc')),
                ('subject_kind', models.CharField(max_length=60)),
                ('subject_key', models.CharField(max_length=60)),
                ('subject_name', models.CharField(max_length=300, verbose_name='đối tượng')),
                ('place_id', models.BigIntegerField(null=True)),
                ('details', models.JSONField(default=dict)),
                ('ip', models.GenericIPAddressField(null=True, verbose_name='từ địa chỉ')),
                ('agent', models.CharField(blank=True, max_length=300, verbose_name='thiết bị')),
            ],
            options={
                'indexes': [models.Index(fields=['-recorded_at', '-id'], name='audit_newest'), models.Index(fields=['place_id', '-id'], name='audit_place'), models.Index(fields=['subject_kind', 'subject_key', '-id'], name='audit_subject')],
                'constraints': [chungtay.core.constraints.Refusal(condition='1 = 1', events=('UPDATE', 'DELETE'), name='audit_auditentry_append_only', violation_error_message='Nhật ký không sửa, không xóa được.')],
            },
        ),
    ]
