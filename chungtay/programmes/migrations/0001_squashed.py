import chungtay.core.constraints
import datetime
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('programmes', '0001_initial'), ('programmes', '0002_round_due_time')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('files', '0001_squashed'),
        ('places', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='PackVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, verbose_name='mã chương trình')),
                ('version', models.PositiveIntegerField(verbose_name='phiên bản')),
                ('content', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('loaded_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('slug', 'version'), name='programmes_pack_once', violation_error_message='Phiên bản này của chương trình đã được nạp rồi.'), chungtay.core.constraints.Refusal(condition='1 = 1', events=('UPDATE', 'DELETE'), name='programmes_packversion_append_only', violation_error_message='Gói chương trình đã nạp không sửa, không xóa được; hãy nạp phiên bản mới.')],
            },
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(error_messages={'unique': 'Chương trình này đã có.'}, max_length=60, unique=True, verbose_name='mã chương trình')),
                ('name', models.CharField(max_length=200, verbose_name='tên')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.packversion')),
                ('started_on', models.DateField(verbose_name='bắt đầu')),
                ('ended_on', models.DateField(default=datetime.date(9999, 12, 31), verbose_name='kết thúc')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_on__gt', models.F('started_on'))), name='programmes_range', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu.')],
            },
        ),
        migrations.CreateModel(
            name='FocalPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='focal_points', to='programmes.programme')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.orgunit')),
                ('level', models.PositiveSmallIntegerField(choices=[(1, 'Mầm non'), (2, 'Tiểu học'), (4, 'Trung học cơ sở'), (8, 'Trung học phổ thông')], verbose_name='cấp học')),
                ('name', models.CharField(max_length=120, verbose_name='họ và tên')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='điện thoại')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(default=datetime.date(9999, 12, 31))),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__gt', models.F('valid_from'))), name='programmes_focal_range', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu.'), chungtay.core.constraints.NoOverlap(fields=('programme', 'unit', 'level'), name='programmes_one_focal_point', violation_error_message='Mỗi cấp học của một đơn vị chỉ có một đầu mối trong cùng một ngày.'), chungtay.core.constraints.Refusal(condition='NEW.level NOT IN (1, 2, 4, 8)', events=('INSERT', 'UPDATE'), name='programmes_focal_level', violation_error_message='Đầu mối phụ trách đúng một cấp học.')],
            },
        ),
        migrations.CreateModel(
            name='Directive',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='directives', to='programmes.programme')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.orgunit')),
                ('kind', models.CharField(choices=[('NQ', 'Nghị quyết'), ('QĐ', 'Quyết định'), ('CT', 'Chỉ thị'), ('QC', 'Quy chế'), ('QyĐ', 'Quy định'), ('TC', 'Thông cáo'), ('TB', 'Thông báo'), ('HD', 'Hướng dẫn'), ('CTr', 'Chương trình'), ('KH', 'Kế hoạch'), ('PA', 'Phương án'), ('ĐA', 'Đề án'), ('DA', 'Dự án'), ('BC', 'Báo cáo'), ('BB', 'Biên bản'), ('TTr', 'Tờ trình'), ('HĐ', 'Hợp đồng'), ('CĐ', 'Công điện'), ('BGN', 'Bản ghi nhớ'), ('BTT', 'Bản thỏa thuận'), ('GUQ', 'Giấy ủy quyền'), ('GM', 'Giấy mời'), ('GGT', 'Giấy giới thiệu'), ('GNP', 'Giấy nghỉ phép'), ('PG', 'Phiếu gửi'), ('PC', 'Phiếu chuyển'), ('PB', 'Phiếu báo'), ('CV', 'Công văn')], default='CV', max_length=4, verbose_name='loại văn bản')),
                ('number', models.CharField(max_length=60, verbose_name='số, ký hiệu')),
                ('issued_on', models.DateField(verbose_name='ngày ban hành')),
                ('issuer', models.CharField(max_length=200, verbose_name='cơ quan ban hành')),
                ('issuing_unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.orgunit')),
                ('subject', models.CharField(max_length=500, verbose_name='trích yếu')),
                ('follows', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='programmes.directive')),
                ('attachment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.attachment')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('programme', 'number', 'issued_on'), name='programmes_directive_once', violation_error_message='Văn bản này đã được ghi vào chương trình rồi.'), models.CheckConstraint(condition=models.Q(('follows', models.F('pk')), _negated=True), name='programmes_directive_other', violation_error_message='Một văn bản không thể triển khai chính nó.')],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='programmes.programme')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.packversion')),
                ('code', models.SlugField(max_length=30, verbose_name='mã đợt')),
                ('name', models.CharField(max_length=200, verbose_name='tên đợt')),
                ('starts_on', models.DateField(verbose_name='từ ngày')),
                ('ends_on', models.DateField(verbose_name='đến hết ngày')),
                ('due_on', models.DateField(verbose_name='hạn báo cáo')),
                ('due_time', models.TimeField(default=datetime.time(23, 59, 59), verbose_name='giờ hạn')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('programme', 'code'), name='programmes_round_once', violation_error_message='Chương trình đã có đợt mang mã này.'), models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('ends_on')), ('ends_on__gte', models.F('starts_on'))), name='programmes_round_range', violation_error_message='Đợt kết thúc sau khi bắt đầu, hạn báo cáo không trước ngày kết thúc.')],
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='programmes.round')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='places.orgunit')),
                ('joined_on', models.DateField(verbose_name='ngày tham gia')),
                ('is_nil', models.BooleanField(default=False, verbose_name='không có nhu cầu')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'unit'), name='programmes_joins_once', violation_error_message='Trường đã tham gia đợt này rồi.')],
            },
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('directive', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duties', to='programmes.directive')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.orgunit')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='hạn')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('directive', 'unit'), name='programmes_duty_once', violation_error_message='Đơn vị này đã được giao rồi.')],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('directive', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='programmes.directive')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.orgunit')),
                ('number', models.CharField(max_length=60, verbose_name='số, ký hiệu')),
                ('issued_on', models.DateField(verbose_name='ngày ban hành')),
                ('subject', models.CharField(blank=True, max_length=500, verbose_name='trích yếu')),
                ('attachment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.attachment')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('directive', 'unit'), name='programmes_plan_once', violation_error_message='Đơn vị này đã có kế hoạch thực hiện văn bản ấy.')],
            },
        ),
    ]
