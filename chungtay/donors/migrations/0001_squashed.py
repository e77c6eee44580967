import chungtay.core.constraints
import chungtay.core.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('donors', '0001_initial')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('files', '0001_squashed'),
        ('places', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Donor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('person', 'Cá nhân'), ('company', 'Doanh nghiệp'), ('organisation', 'Tổ chức'), ('group', 'Nhóm người')], max_length=12, verbose_name='loại')),
                ('name', models.CharField(max_length=200, verbose_name='tên')),
                ('public_as', models.CharField(choices=[('name', 'Nêu tên'), ('alias', 'Nêu bí danh'), ('none', 'Không nêu tên')], default='none', max_length=5, verbose_name='khi công khai')),
                ('alias', models.CharField(blank=True, max_length=120, verbose_name='bí danh')),
                ('contact', models.CharField(blank=True, max_length=120, verbose_name='người liên hệ')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='điện thoại')),
                ('email', models.CharField(blank=True, max_length=254, verbose_name='thư điện tử')),
                ('address', models.CharField(blank=True, max_length=300, verbose_name='địa chỉ')),
                ('tax_code', models.CharField(blank=True, max_length=14, verbose_name='mã số thuế')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='ghi chú')),
                ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='donors', to='places.orgunit', verbose_name='đơn vị phụ trách')),
                ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='donors.donor')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField()),
                ('name_key', models.CharField(editable=False, max_length=210)),
                ('search_text', models.CharField(editable=False, max_length=700)),
                ('sort_key', models.CharField(editable=False, max_length=600)),
            ],
            options={
                'indexes': [models.Index(fields=['sort_key', 'id'], name='donors_order'), models.Index(fields=['name_key'], name='donors_name_key'), models.Index(fields=['phone'], name='donors_phone'), models.Index(fields=['email'], name='donors_email'), models.Index(fields=['tax_code'], name='donors_tax')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['person', 'company', 'organisation', 'group']), models.Q(('name', ''), _negated=True)), name='donors_named', violation_error_message='Nhà tài trợ cần có loại và tên.'), models.CheckConstraint(condition=models.Q(('public_as__in', ('name', 'none')), models.Q(('public_as', 'alias'), models.Q(('alias', ''), _negated=True)), _connector='OR'), name='donors_alias', violation_error_message='Xin ghi bí danh.'), models.CheckConstraint(condition=models.Q(('tax_code', ''), ('kind__in', ('company', 'organisation')), _connector='OR'), name='donors_tax_code', violation_error_message='Chỉ doanh nghiệp, tổ chức mới ghi mã số thuế.'), chungtay.core.constraints.Refusal(condition='NEW.merged_into_id IS NOT NULL AND (NEW.merged_into_id = NEW.id OR EXISTS (SELECT 1 FROM donors_donor d WHERE d.id = NEW.merged_into_id AND d.merged_into_id IS NOT NULL) OR EXISTS (SELECT 1 FROM donors_donor d WHERE d.merged_into_id = NEW.id))', events=('INSERT', 'UPDATE'), name='donors_merged_once', violation_error_message='Nhà tài trợ được giữ lại không thể là bản đã gộp.'), chungtay.core.constraints.Refusal(condition='1 = 1', events=('DELETE',), name='donors_kept', violation_error_message='Nhà tài trợ không bị xóa; bản trùng thì gộp.'), chungtay.core.search.WordIndex(column='search_text', name='donors_words')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('donor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='donors.donor')),
                ('what', models.CharField(choices=[('name', 'Nêu tên công khai'), ('alias', 'Nêu bí danh công khai'), ('logo', 'Dùng biểu trưng'), ('photo', 'Dùng ảnh có nhà tài trợ'), ('contact', 'Giữ thông tin liên hệ')], max_length=10, verbose_name='đồng ý việc gì')),
                ('given_on', models.DateField(verbose_name='ngày đồng ý')),
                ('how', models.CharField(choices=[('online', 'Qua mạng'), ('paper', 'Bằng giấy'), ('phone', 'Qua điện thoại')], max_length=10, verbose_name='bằng cách nào')),
                ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.attachment')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField()),
                ('withdrawn_on', models.DateField(null=True, verbose_name='ngày rút')),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('how__in', ['online', 'paper', 'phone']), ('what__in', ['name', 'alias', 'logo', 'photo', 'contact'])), name='donors_consent_known', violation_error_message='Xin chọn đồng ý việc gì và bằng cách nào.'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_on__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_on__gte', models.F('given_on'))), _connector='OR'), name='donors_consent_range', violation_error_message='Ngày rút không thể trước ngày đồng ý.'), models.UniqueConstraint(condition=models.Q(('withdrawn_on__isnull', True)), fields=('donor', 'what'), name='donors_consent_once', violation_error_message='Nhà tài trợ đã đồng ý việc này rồi.'), chungtay.core.constraints.Refusal(condition='OLD.withdrawn_on IS NOT NULL OR NEW."donor_id" IS DISTINCT FROM OLD."donor_id" OR NEW."what" IS DISTINCT FROM OLD."what" OR NEW."given_on" IS DISTINCT FROM OLD."given_on" OR NEW."how" IS DISTINCT FROM OLD."how" OR NEW."paper_id" IS DISTINCT FROM OLD."paper_id" OR NEW."recorded_by_id" IS DISTINCT FROM OLD."recorded_by_id" OR NEW."recorded_at" IS DISTINCT FROM OLD."recorded_at"', events=('UPDATE',), name='donors_consent_fixed', violation_error_message='Sự đồng ý đã ghi không sửa được, chỉ được rút.'), chungtay.core.constraints.Refusal(condition='1 = 1', events=('DELETE',), name='donors_consent_kept', violation_error_message='Sự đồng ý đã ghi không xóa được, chỉ được rút.')],
            },
        ),
        migrations.CreateModel(
            name='DonorDistinct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('one', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='donors.donor')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='donors.donor')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='donors_distinct_pair', violation_error_message='Một nhà tài trợ không thể khác chính mình.'), models.UniqueConstraint(fields=('one', 'other'), name='donors_distinct_once', violation_error_message='Hai nhà tài trợ này đã được xác định là khác nhau.')],
            },
        ),
        migrations.CreateModel(
            name='DonorMerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='donors.donor')),
                ('gone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='donors.donor')),
                ('reason', models.CharField(max_length=300, verbose_name='lý do')),
                ('replaced', models.JSONField(default=dict)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField()),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_at', models.DateTimeField(null=True)),
                ('undone_reason', models.CharField(blank=True, max_length=300, verbose_name='lý do hoàn tác')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kept', models.F('gone')), _negated=True), models.Q(('reason', ''), _negated=True)), name='donors_merge_of_two', violation_error_message='Một nhà tài trợ không thể gộp với chính mình.'), models.CheckConstraint(condition=models.Q(models.Q(('undone_at__isnull', True), ('undone_reason', '')), models.Q(('undone_at__isnull', False), models.Q(('undone_reason', ''), _negated=True)), _connector='OR'), name='donors_undone_with_reason', violation_error_message='Xin ghi lý do.'), models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('gone',), name='donors_merge_once', violation_error_message='Nhà tài trợ này đã được gộp rồi.'), chungtay.core.constraints.Refusal(condition='OLD.undone_at IS NOT NULL OR NEW."kept_id" IS DISTINCT FROM OLD."kept_id" OR NEW."gone_id" IS DISTINCT FROM OLD."gone_id" OR NEW."reason" IS DISTINCT FROM OLD."reason" OR NEW."replaced" IS DISTINCT FROM OLD."replaced" OR NEW."decided_by_id" IS DISTINCT FROM OLD."decided_by_id" OR NEW."decided_at" IS DISTINCT FROM OLD."decided_at"', events=('UPDATE',), name='donors_merge_fixed', violation_error_message='Việc gộp đã ghi không sửa được, chỉ được hoàn tác.'), chungtay.core.constraints.Refusal(condition='1 = 1', events=('DELETE',), name='donors_merge_kept', violation_error_message='Việc gộp đã ghi không sửa được, chỉ được hoàn tác.')],
            },
        ),
    ]
