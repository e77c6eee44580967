import chungtay.core.constraints
import chungtay.core.search
import datetime
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('accounts', '0001_initial'), ('accounts', '0002_district_officer')]

    initial = True

    dependencies = [
        ('places', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(error_messages={'unique': 'Tên đăng nhập này đã có người dùng.'}, max_length=60, unique=True, verbose_name='tên đăng nhập')),
                ('full_name', models.CharField(max_length=120, verbose_name='họ và tên')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='điện thoại')),
                ('is_active', models.BooleanField(default=True)),
                ('must_change_password', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField()),
                ('search_text', models.CharField(editable=False, max_length=600)),
                ('sort_key', models.CharField(editable=False, max_length=600)),
            ],
            options={
                'indexes': [models.Index(fields=['sort_key', 'id'], name='accounts_user_order')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('email', ''), _negated=True), fields=('email',), name='accounts_email_once', violation_error_message='Địa chỉ thư này đã thuộc về một người dùng khác.'), models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email')), ('username', django.db.models.functions.text.Lower('username'))), name='accounts_lower_case', violation_error_message='Tên đăng nhập và địa chỉ thư được giữ bằng chữ thường.'), chungtay.core.search.WordIndex(column='search_text', name='accounts_user_words'), chungtay.core.constraints.Refusal(condition='1 = 1', events=('DELETE',), name='accounts_user_kept', violation_error_message='Người dùng không bị xóa, chỉ được khóa.')],
            },
        ),
        migrations.CreateModel(
            name='Role',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roles', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(choices=[('clerk', 'Văn thư, phụ trách điểm trường'), ('commune_officer', 'Công chức cấp xã'), ('focal_point', 'Đầu mối cấp học'), ('leader', 'Lãnh đạo'), ('district_officer', 'Chuyên viên cấp huyện'), ('province_officer', 'Chuyên viên cấp tỉnh'), ('administrator', 'Quản trị')], max_length=20, verbose_name='vai trò')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='places.orgunit')),
                ('levels', models.PositiveSmallIntegerField(default=0, verbose_name='cấp học phụ trách')),
                ('valid_from', models.DateField(verbose_name='từ ngày')),
                ('valid_to', models.DateField(default=datetime.date(9999, 12, 31), verbose_name='đến hết')),
            ],
            options={
                'indexes': [models.Index(fields=['unit', 'valid_from'], name='accounts_role_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__gte', models.F('valid_from'))), name='accounts_role_range', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu.'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'focal_point'), ('levels__gt', 0), ('levels__lte', 15)), models.Q(models.Q(('kind', 'focal_point'), _negated=True), ('levels', 0)), _connector='OR'), name='accounts_role_levels', violation_error_message='Đầu mối phải phụ trách ít nhất một cấp học; vai trò khác thì không.'), models.CheckConstraint(condition=models.Q(('kind__in', ['clerk', 'commune_officer', 'focal_point', 'leader', 'district_officer', 'province_officer', 'administrator'])), name='accounts_role_kind', violation_error_message='Vai trò không có.'), chungtay.core.constraints.NoOverlap(fields=('user', 'kind', 'unit'), name='accounts_role_once', violation_error_message='Người này đã giữ đúng vai trò đó tại đơn vị này trong thời gian ấy.'), chungtay.core.constraints.Refusal(condition='EXISTS (SELECT 1 FROM places_orgunit u WHERE u.id = NEW.unit_id AND (NEW.valid_from < u.valid_from OR NEW.valid_from >= u.valid_to))', events=('INSERT',), name='accounts_role_begins_in_life', violation_error_message='Đơn vị này chưa có hoặc đã kết thúc vào ngày bắt đầu vai trò.'), chungtay.core.constraints.Refusal(condition='NEW.user_id <> OLD.user_id OR NEW.unit_id <> OLD.unit_id OR NEW.kind <> OLD.kind OR NEW.valid_from <> OLD.valid_from', events=('UPDATE',), name='accounts_role_fixed', violation_error_message='Vai trò đã giao chỉ được kết thúc, không sửa.'), chungtay.core.constraints.Refusal(condition='1 = 1', events=('DELETE',), name='accounts_role_kept', violation_error_message='Vai trò không bị xóa, chỉ được kết thúc.')],
            },
        ),
    ]
