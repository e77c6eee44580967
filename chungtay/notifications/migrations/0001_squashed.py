import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('notifications', '0001_initial')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='ZaloToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('app_id', models.CharField(error_messages={'unique': 'Ứng dụng Zalo này đã có mã truy cập.'}, max_length=40, unique=True)),
                ('seed', models.CharField(max_length=64)),
                ('access_token', models.TextField(blank=True)),
                ('refresh_token', models.TextField(blank=True)),
                ('expires_at', models.DateTimeField()),
                ('refreshing_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='CalendarRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('job', models.CharField(max_length=60)),
                ('slot', models.CharField(max_length=30)),
                ('began_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('job', 'slot'), name='notifications_job_once', violation_error_message='Việc này đã chạy cho mốc ấy rồi.')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to=settings.AUTH_USER_MODEL)),
                ('key', models.CharField(max_length=120)),
                ('subject', models.CharField(max_length=200)),
                ('text', models.CharField(blank=True, max_length=1000)),
                ('path', models.CharField(blank=True, max_length=300)),
                ('is_urgent', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-made_at', '-id'], name='notifications_of_person'), models.Index(condition=models.Q(('read_at__isnull', True)), fields=['person'], name='notifications_unread')],
                'constraints': [models.UniqueConstraint(fields=('person', 'key'), name='notifications_told_once', violation_error_message='Thông báo này đã có rồi.')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('notice', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='notifications.notice')),
                ('channel', models.CharField(choices=[('email', 'Thư điện tử'), ('zalo', 'Zalo')], max_length=10)),
                ('address', models.CharField(max_length=254)),
                ('template', models.CharField(blank=True, max_length=60)),
                ('data', models.JSONField(default=dict)),
                ('tracking', models.CharField(max_length=48, unique=True)),
                ('status', models.CharField(choices=[('queued', 'Chờ gửi'), ('sending', 'Đang gửi'), ('sent', 'Đã gửi'), ('failed', 'Không gửi được'), ('uncertain', 'Chưa rõ đã gửi chưa')], default='queued', max_length=10)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('not_before', models.DateTimeField()),
                ('taken_at', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('status', 'queued')), fields=['not_before', 'id'], name='notifications_outbox'), models.Index(condition=models.Q(('status', 'sending')), fields=['taken_at'], name='notifications_taken')],
                'constraints': [models.UniqueConstraint(fields=('notice', 'channel'), name='notifications_sent_once', violation_error_message='Tin này đã được xếp gửi rồi.')],
            },
        ),
        migrations.CreateModel(
            name='ChannelSetting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='channel_settings', to=settings.AUTH_USER_MODEL)),
                ('channel', models.CharField(choices=[('email', 'Thư điện tử'), ('zalo', 'Zalo')], max_length=10)),
                ('is_on', models.BooleanField(default=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'channel'), name='notifications_one_setting', violation_error_message='Kênh này đã có tùy chọn.')],
            },
        ),
    ]
