import chungtay.core.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('submissions', '0001_initial'), ('submissions', '0002_due_when_sent')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('places', '0001_squashed'),
        ('programmes', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='programmes.round')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='places.orgunit')),
                ('answers_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.orgunit')),
                ('tier', models.PositiveSmallIntegerField(choices=[(0, 'Cả nước'), (10, 'Bộ, ngành'), (20, 'Cấp tỉnh'), (30, 'Cấp huyện'), (40, 'Cấp xã'), (50, 'Cơ quan'), (60, 'Trường'), (70, 'Điểm trường')])),
                ('province', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.orgunit')),
                ('district', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.orgunit')),
                ('commune', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.orgunit')),
                ('school', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.orgunit')),
                ('due_at', models.DateTimeField(verbose_name='hạn gửi')),
                ('status', models.CharField(choices=[('due', 'Chưa làm'), ('draft', 'Đang làm'), ('submitted', 'Đã gửi'), ('returned', 'Bị trả lại'), ('accepted', 'Đã nhận'), ('excused', 'Được miễn')], default='due', max_length=10)),
                ('is_nil', models.BooleanField(default=False, verbose_name='không có gì để báo cáo')),
                ('nil_reason', models.CharField(blank=True, max_length=500, verbose_name='vì sao không có gì để báo cáo')),
                ('extended_reason', models.CharField(blank=True, max_length=500)),
                ('excused_reason', models.CharField(blank=True, max_length=500)),
                ('sent_at', models.DateTimeField(null=True)),
                ('sent_due_at', models.DateTimeField(null=True)),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('last_sent_at', models.DateTimeField(null=True)),
                ('accepted_at', models.DateTimeField(null=True)),
                ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revision', models.PositiveIntegerField(default=0)),
            ],
            options={
                'indexes': [models.Index(fields=['round', 'answers_to', 'status'], name='submissions_collected'), models.Index(fields=['round', 'province', 'status', 'due_at', 'sent_at', 'sent_due_at'], name='submissions_of_province'), models.Index(fields=['status', 'due_at'], name='submissions_awaited')],
                'constraints': [models.UniqueConstraint(fields=('round', 'unit'), name='submissions_once', violation_error_message='Đơn vị đã được giao báo cáo trong đợt này.'), models.CheckConstraint(condition=models.Q(('status__in', ['due', 'draft', 'submitted', 'returned', 'accepted', 'excused'])), name='submissions_status_known', violation_error_message='Tình trạng của báo cáo không có.'), models.CheckConstraint(condition=models.Q(('answers_to__isnull', True), models.Q(('answers_to', models.F('unit')), _negated=True), _connector='OR'), name='submissions_to_another', violation_error_message='Một đơn vị không báo cáo cho chính mình.'), models.CheckConstraint(condition=models.Q(('status__in', ['due', 'draft', 'excused']), ('sent_at__isnull', False), _connector='OR'), name='submissions_sent_at', violation_error_message='Báo cáo đã gửi phải có ngày giờ gửi.'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', True), ('sent_due_at__isnull', True)), models.Q(('sent_at__isnull', False), ('sent_due_at__isnull', False)), _connector='OR'), name='submissions_sent_due_at', violation_error_message='Báo cáo đã gửi phải ghi hạn gửi lúc đó.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'excused'), _negated=True), models.Q(('excused_reason', ''), _negated=True), _connector='OR'), name='submissions_excused_with_reason', violation_error_message='Xin ghi lý do miễn.'), models.CheckConstraint(condition=models.Q(('is_nil', False), models.Q(('nil_reason', ''), _negated=True), _connector='OR'), name='submissions_nil_with_reason', violation_error_message='Xin ghi vì sao không có gì để báo cáo.'), chungtay.core.constraints.Refusal(condition="NEW.status <> 'due'", events=('INSERT',), name='submissions_begin_due', violation_error_message='Báo cáo nào cũng bắt đầu từ lúc được giao.'), chungtay.core.constraints.Refusal(condition='NEW.round_id <> OLD.round_id OR NEW.unit_id <> OLD.unit_id OR NEW.tier <> OLD.tier OR NEW.answers_to_id IS DISTINCT FROM OLD.answers_to_id OR NEW.province_id IS DISTINCT FROM OLD.province_id OR NEW.district_id IS DISTINCT FROM OLD.district_id OR NEW.commune_id IS DISTINCT FROM OLD.commune_id OR NEW.school_id IS DISTINCT FROM OLD.school_id', events=('UPDATE',), name='submissions_frozen', violation_error_message='Ai báo cáo cho ai được giữ nguyên từ khi giao.'), chungtay.core.constraints.Refusal(condition='1 = 1', events=('DELETE',), name='submissions_kept', violation_error_message='Báo cáo đã giao không bị xóa, chỉ được miễn kèm lý do.')],
            },
        ),
        migrations.CreateModel(
            name='Restatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='restatements', to='submissions.submission')),
                ('reason', models.CharField(max_length=500, verbose_name='lý do')),
                ('changes', models.JSONField()),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'constraints': [chungtay.core.constraints.Refusal(condition='1 = 1', events=('UPDATE', 'DELETE'), name='submissions_restatement_append_only', violation_error_message='Đính chính đã ghi không sửa, không xóa được.')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='submissions.submission')),
                ('slot', models.CharField(choices=[('b7', 'trước hạn 7 ngày'), ('b3', 'trước hạn 3 ngày'), ('b1', 'trước hạn 1 ngày'), ('a1', 'quá hạn 1 ngày'), ('a3', 'quá hạn 3 ngày'), ('above', 'báo cấp trên'), ('hand', 'nhắc trực tiếp')], max_length=6)),
                ('due_at', models.DateTimeField()),
                ('sent_on', models.DateField()),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('submission', 'slot', 'due_at', 'sent_on'), name='submissions_reminded_once', violation_error_message='Hôm nay đơn vị này đã được nhắc rồi.'), models.UniqueConstraint(condition=models.Q(('slot', 'hand'), _negated=True), fields=('submission', 'slot', 'due_at'), name='submissions_calendar_once', violation_error_message='Lịch đã nhắc đơn vị này rồi.')],
            },
        ),
        migrations.CreateModel(
            name='Narrative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='narratives', to='submissions.submission')),
                ('code', models.CharField(max_length=40)),
                ('text', models.TextField(blank=True, max_length=5000)),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('submission', 'code'), name='submissions_text_once', violation_error_message='Mục này đã có lời văn.')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='submissions.submission')),
                ('indicator', models.CharField(max_length=40)),
                ('by', models.CharField(blank=True, max_length=12)),
                ('value', models.BigIntegerField(null=True)),
                ('of', models.BigIntegerField(null=True)),
                ('estimate', models.CharField(choices=[('exact', 'đúng số này'), ('at_least', 'hơn (ít nhất)'), ('about', 'khoảng')], default='exact', max_length=10)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('on_record', models.BigIntegerField(null=True)),
                ('on_record_of', models.BigIntegerField(null=True)),
                ('on_record_estimate', models.CharField(choices=[('exact', 'đúng số này'), ('at_least', 'hơn (ít nhất)'), ('about', 'khoảng')], default='exact', max_length=10)),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('submission', 'indicator', 'by'), name='submissions_answer_once', violation_error_message='Chỉ tiêu này đã có số liệu.'), models.CheckConstraint(condition=models.Q(('value__isnull', True), models.Q(('value__gte', 0), ('value__lte', 1000000000000000)), _connector='OR'), name='submissions_answer_value', violation_error_message='Số liệu là một số nguyên từ 0 trở lên.'), models.CheckConstraint(condition=models.Q(('of__isnull', True), models.Q(('of__gte', models.F('value')), ('value__isnull', False)), _connector='OR'), name='submissions_answer_ratio', violation_error_message='Tử số n không thể lớn hơn mẫu số N.')],
            },
        ),
        migrations.CreateModel(
            name='SubmissionRemark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='submissions.submission')),
                ('field', models.CharField(blank=True, max_length=60)),
                ('reason', models.CharField(max_length=500, verbose_name='lý do')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField()),
                ('is_settled', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='tallies', to='submissions.submission')),
                ('page', models.PositiveSmallIntegerField()),
                ('round', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.round')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.orgunit')),
                ('province', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.orgunit')),
                ('district', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.orgunit')),
                ('commune', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.orgunit')),
                ('status', models.CharField(max_length=10)),
                ('at_least', models.BigIntegerField(default=0)),
                ('about', models.BigIntegerField(default=0)),
                ('n00', models.BigIntegerField(null=True)),
                ('n01', models.BigIntegerField(null=True)),
                ('n02', models.BigIntegerField(null=True)),
                ('n03', models.BigIntegerField(null=True)),
                ('n04', models.BigIntegerField(null=True)),
                ('n05', models.BigIntegerField(null=True)),
                ('n06', models.BigIntegerField(null=True)),
                ('n07', models.BigIntegerField(null=True)),
                ('n08', models.BigIntegerField(null=True)),
                ('n09', models.BigIntegerField(null=True)),
                ('n10', models.BigIntegerField(null=True)),
                ('n11', models.BigIntegerField(null=True)),
                ('n12', models.BigIntegerField(null=True)),
                ('n13', models.BigIntegerField(null=True)),
                ('n14', models.BigIntegerField(null=True)),
                ('n15', models.BigIntegerField(null=True)),
                ('n16', models.BigIntegerField(null=True)),
                ('n17', models.BigIntegerField(null=True)),
                ('n18', models.BigIntegerField(null=True)),
                ('n19', models.BigIntegerField(null=True)),
                ('n20', models.BigIntegerField(null=True)),
                ('n21', models.BigIntegerField(null=True)),
                ('n22', models.BigIntegerField(null=True)),
                ('n23', models.BigIntegerField(null=True)),
                ('n24', models.BigIntegerField(null=True)),
                ('n25', models.BigIntegerField(null=True)),
                ('n26', models.BigIntegerField(null=True)),
                ('n27', models.BigIntegerField(null=True)),
                ('n28', models.BigIntegerField(null=True)),
                ('n29', models.BigIntegerField(null=True)),
                ('n30', models.BigIntegerField(null=True)),
                ('n31', models.BigIntegerField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['round', 'page', 'province'], name='submissions_tally_place')],
                'constraints': [models.UniqueConstraint(fields=('submission', 'page'), name='submissions_tally_once', violation_error_message='Bảng cộng này đã có.')],
            },
        ),
    ]
