import chungtay.core.constraints
import chungtay.core.search
import datetime
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('needs', '0001_initial'), ('needs', '0002_promises')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('files', '0001_squashed'),
        ('places', '0001_squashed'),
        ('programmes', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='programmes.programme')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='places.orgunit')),
                ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='site_needs', to='places.orgunit')),
                ('category', models.CharField(max_length=40, verbose_name='nhóm nhu cầu')),
                ('item', models.CharField(blank=True, max_length=40, verbose_name='danh mục')),
                ('what', models.CharField(max_length=200, verbose_name='cần gì')),
                ('quantity', models.PositiveIntegerField(verbose_name='số lượng')),
                ('measure', models.CharField(max_length=40, verbose_name='đơn vị tính')),
                ('met_quantity', models.PositiveIntegerField(default=0, verbose_name='đã đáp ứng')),
                ('promised_quantity', models.PositiveIntegerField(default=0, verbose_name='đã có người nhận')),
                ('promised_vnd', models.BigIntegerField(default=0, verbose_name='đã có người nhận (đồng)')),
                ('cost_vnd', models.BigIntegerField(blank=True, null=True, verbose_name='chi phí ước tính (đồng)')),
                ('beneficiaries', models.PositiveIntegerField(verbose_name='số trẻ được hưởng')),
                ('beneficiaries_estimate', models.CharField(choices=[('exact', 'đúng số này'), ('at_least', 'hơn (ít nhất)'), ('about', 'khoảng')], default='exact', max_length=10)),
                ('since_on', models.DateField(blank=True, null=True, verbose_name='thiếu từ khi nào')),
                ('urgency', models.CharField(choices=[('normal', 'Bình thường'), ('soon', 'Cần trong năm học này'), ('urgent', 'Cấp bách')], default='normal', max_length=10, verbose_name='mức độ')),
                ('urgency_reason', models.CharField(blank=True, max_length=300, verbose_name='lý do cấp bách')),
                ('story', models.TextField(blank=True, max_length=2000, verbose_name='nói thêm')),
                ('road', models.CharField(blank=True, choices=[('lorry', 'Ô tô tải vào được'), ('car', 'Ô tô con vào được'), ('motorbike', 'Chỉ đi được xe máy'), ('foot', 'Phải đi bộ')], max_length=10, verbose_name='đường vào')),
                ('grid', models.CharField(blank=True, choices=[('grid', 'Có điện lưới'), ('weak', 'Điện lưới yếu, hay mất'), ('own', 'Điện mặt trời, thủy điện nhỏ'), ('none', 'Không có điện')], max_length=10, verbose_name='điện')),
                ('signal', models.CharField(blank=True, choices=[('good', 'Có sóng và mạng'), ('weak', 'Sóng yếu, chập chờn'), ('none', 'Không có sóng')], max_length=10, verbose_name='sóng điện thoại')),
                ('distance_km', models.DecimalField(blank=True, decimal_places=1, max_digits=5, null=True, verbose_name='cách trung tâm xã (km)')),
                ('details', models.JSONField(default=dict)),
                ('status', models.CharField(choices=[('draft', 'Đang ghi'), ('submitted', 'Chờ xác minh'), ('returned', 'Bị trả lại'), ('verified', 'Đã xác minh'), ('published', 'Đang kêu gọi'), ('partly_met', 'Đã đáp ứng một phần'), ('met', 'Đã đáp ứng đủ'), ('confirmed', 'Trường đã xác nhận'), ('closed', 'Đã kết thúc'), ('withdrawn', 'Đã rút')], default='draft', max_length=12, verbose_name='tình trạng')),
                ('recorded_on', models.DateField(verbose_name='ngày ghi')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submitted_on', models.DateField(null=True)),
                ('verified_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('met_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_on', models.DateField(null=True)),
                ('standing_on', models.DateField(null=True)),
                ('end_reason', models.CharField(blank=True, max_length=500)),
                ('search_text', models.CharField(editable=False, max_length=600)),
            ],
            options={
                'indexes': [models.Index(fields=['school', 'status'], name='needs_of_school'), models.Index(fields=['status', '-id'], name='needs_newest'), models.Index(fields=['programme', 'status', 'standing_on'], name='needs_ageing'), models.Index(condition=models.Q(('published_on__isnull', False), ('status__in', ('published', 'partly_met'))), fields=['-published_on', '-id'], name='needs_board')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'submitted', 'returned', 'verified', 'published', 'partly_met', 'met', 'confirmed', 'closed', 'withdrawn'])), name='needs_status_known', violation_error_message='Tình trạng của nhu cầu không có.'), models.CheckConstraint(condition=models.Q(('quantity__gte', 1), ('quantity__lte', 1000000)), name='needs_quantity', violation_error_message='Số lượng là một số nguyên từ 1 đến 1.000.000.'), models.CheckConstraint(condition=models.Q(('met_quantity__lte', models.F('quantity'))), name='needs_met_at_most_all', violation_error_message='Phần đã đáp ứng không thể nhiều hơn nhu cầu.'), models.CheckConstraint(condition=models.Q(('promised_quantity__lte', django.db.models.expressions.CombinedExpression(models.F('quantity'), '-', models.F('met_quantity')))), name='needs_promised_once', violation_error_message='Phần này đã có người nhận hoặc đã được đáp ứng.'), models.CheckConstraint(condition=models.Q(('promised_vnd', 0), models.Q(('cost_vnd__isnull', False), ('promised_vnd__gt', 0), ('promised_vnd__lte', django.db.models.expressions.CombinedExpression(models.F('cost_vnd'), '-', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('met_quantity'), '+', models.F('promised_quantity')), '*', models.F('cost_vnd')), '/', models.F('quantity'))))), _connector='OR'), name='needs_cost_promised_once', violation_error_message='Phần chi phí này đã có người nhận hoặc đã được đáp ứng.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'withdrawn'), _negated=True), models.Q(('promised_quantity', 0), ('promised_vnd', 0)), _connector='OR'), name='needs_withdrawn_without_promise', violation_error_message='Nhu cầu này đang có người nhận tài trợ. Hãy hủy cam kết, phân bổ trước rồi mới rút.'), models.CheckConstraint(condition=models.Q(('cost_vnd__isnull', True), models.Q(('cost_vnd__gte', 1000), ('cost_vnd__lte', 100000000000)), _connector='OR'), name='needs_cost', violation_error_message='Chi phí ước tính từ 1.000 đồng đến 100 tỷ đồng.'), models.CheckConstraint(condition=models.Q(('beneficiaries__gte', 1), ('beneficiaries__lte', 10000)), name='needs_beneficiaries', violation_error_message='Số trẻ được hưởng từ 1 đến 10.000.'), models.CheckConstraint(condition=models.Q(('urgency', 'normal'), models.Q(('urgency_reason', ''), _negated=True), _connector='OR'), name='needs_urgency_has_reason', violation_error_message='Xin ghi lý do cấp bách.'), models.CheckConstraint(condition=models.Q(models.Q(('met_quantity__gte', 1), ('met_quantity__lt', models.F('quantity')), ('status', 'partly_met')), models.Q(('met_quantity', models.F('quantity')), ('status__in', ['met', 'confirmed', 'closed'])), models.Q(('met_quantity__lt', models.F('quantity')), ('status', 'withdrawn')), models.Q(('met_quantity', 0), ('status__in', ['draft', 'submitted', 'returned', 'verified', 'published'])), _connector='OR'), name='needs_status_says_what_is_met', violation_error_message='Tình trạng không khớp với số lượng đã đáp ứng.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'withdrawn'), _negated=True), models.Q(('end_reason', ''), _negated=True), _connector='OR'), name='needs_withdrawn_with_reason', violation_error_message='Xin ghi lý do rút.'), chungtay.core.constraints.Refusal(condition="NEW.status <> 'draft'", events=('INSERT',), name='needs_begin_as_drafts', violation_error_message='Nhu cầu nào cũng bắt đầu từ bản đang ghi.'), chungtay.core.constraints.Refusal(condition="OLD.status <> 'draft'", events=('DELETE',), name='needs_kept', violation_error_message='Nhu cầu đã gửi không bị xóa, chỉ được rút kèm lý do.'), chungtay.core.search.WordIndex(column='search_text', name='needs_words')],
            },
        ),
        migrations.CreateModel(
            name='NeedPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='needs.need')),
                ('photo', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.photo')),
                ('caption', models.CharField(blank=True, max_length=200, verbose_name='chú thích')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('need', 'photo'), name='needs_photo_once', violation_error_message='Ảnh này đã có rồi.')],
            },
        ),
        migrations.CreateModel(
            name='NeedRemark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='needs.need')),
                ('field', models.CharField(blank=True, max_length=40)),
                ('reason', models.CharField(max_length=500, verbose_name='lý do')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_on', models.DateField()),
                ('is_settled', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='NeedState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('need', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='states', to='needs.need')),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.orgunit')),
                ('site', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.orgunit')),
                ('category', models.CharField(max_length=40)),
                ('status', models.CharField(choices=[('draft', 'Đang ghi'), ('submitted', 'Chờ xác minh'), ('returned', 'Bị trả lại'), ('verified', 'Đã xác minh'), ('published', 'Đang kêu gọi'), ('partly_met', 'Đã đáp ứng một phần'), ('met', 'Đã đáp ứng đủ'), ('confirmed', 'Trường đã xác nhận'), ('closed', 'Đã kết thúc'), ('withdrawn', 'Đã rút')], max_length=12)),
                ('quantity', models.PositiveIntegerField()),
                ('met_quantity', models.PositiveIntegerField()),
                ('cost_vnd', models.BigIntegerField(null=True)),
                ('beneficiaries', models.PositiveIntegerField()),
                ('beneficiaries_estimate', models.CharField(choices=[('exact', 'đúng số này'), ('at_least', 'hơn (ít nhất)'), ('about', 'khoảng')], max_length=10)),
                ('standing_on', models.DateField(null=True)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(default=datetime.date(9999, 12, 31))),
            ],
            options={
                'indexes': [models.Index(fields=['need', 'valid_from'], name='needs_state_of_need'), models.Index(condition=models.Q(('valid_to', datetime.date(9999, 12, 31))), fields=['school', 'site', 'category', 'status', 'programme', 'standing_on', 'beneficiaries', 'beneficiaries_estimate', 'cost_vnd', 'valid_to'], name='needs_state_now'), models.Index(fields=['school', 'valid_from', 'valid_to'], name='needs_state_then')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__gt', models.F('valid_from'))), name='needs_state_range', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu.'), chungtay.core.constraints.NoOverlap(fields=('need',), name='needs_one_state', violation_error_message='Một nhu cầu chỉ có một tình trạng trong một ngày.')],
            },
        ),
    ]
