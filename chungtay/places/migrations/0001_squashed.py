import chungtay.core.constraints
import chungtay.core.search
import datetime
import django.contrib.postgres.operations
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('places', '0001_initial')]

    initial = True

    dependencies = [
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(
        ),
        django.contrib.postgres.operations.TrigramExtension(
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=60, verbose_name='số, ký hiệu')),
                ('issued_on', models.DateField(verbose_name='ngày ban hành')),
                ('issuer', models.CharField(max_length=200, verbose_name='cơ quan ban hành')),
                ('subject', models.CharField(max_length=500, verbose_name='trích yếu')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('number', 'issued_on', 'issuer'), name='places_decision_once', violation_error_message='Văn bản này đã được ghi rồi.')],
            },
        ),
        migrations.CreateModel(
            name='OrgUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(error_messages={'unique': 'Mã đơn vị này đã có.'}, max_length=60, unique=True, verbose_name='mã đơn vị')),
                ('type', models.PositiveSmallIntegerField(choices=[(0, 'Cả nước'), (10, 'Bộ, ngành'), (20, 'Cấp tỉnh'), (30, 'Cấp huyện'), (40, 'Cấp xã'), (50, 'Cơ quan'), (60, 'Trường'), (70, 'Điểm trường')], verbose_name='loại')),
                ('valid_from', models.DateField(verbose_name='thành lập')),
                ('valid_to', models.DateField(default=datetime.date(9999, 12, 31), verbose_name='kết thúc')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__gt', models.F('valid_from'))), name='places_unit_range', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu.'), models.CheckConstraint(condition=models.Q(('type__in', [0, 10, 20, 30, 40, 50, 60, 70])), name='places_unit_type', violation_error_message='Loại đơn vị không có.'), chungtay.core.constraints.Refusal(condition='NEW.type <> OLD.type OR NEW.code <> OLD.code', events=('UPDATE',), name='places_unit_fixed', violation_error_message='Loại và mã của đơn vị không bao giờ thay đổi.'), chungtay.core.constraints.Refusal(condition='EXISTS (SELECT 1 FROM places_placement p WHERE (p.unit_id = NEW.id OR p.parent_id = NEW.id) AND (p.valid_from < NEW.valid_from OR p.valid_to > NEW.valid_to)) OR EXISTS (SELECT 1 FROM places_designation d WHERE d.unit_id = NEW.id AND (d.valid_from < NEW.valid_from OR d.valid_to > NEW.valid_to))', events=('UPDATE',), name='places_unit_life', violation_error_message='Đơn vị còn đơn vị trực thuộc, nơi trực thuộc hoặc tên gọi ngoài thời gian tồn tại mới.'), chungtay.core.constraints.Refusal(condition='1 = 1', events=('DELETE',), name='places_unit_kept', violation_error_message='Đơn vị không bị xóa, chỉ được kết thúc bằng một văn bản.')],
            },
        ),
        migrations.CreateModel(
            name='Lineage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='lineage', to='places.orgunit')),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField()),
                ('ministry', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.orgunit')),
                ('province', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.orgunit')),
                ('district', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.orgunit')),
                ('commune', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.orgunit')),
                ('agency', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.orgunit')),
                ('school', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.orgunit')),
                ('site', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.orgunit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'valid_from'), name='places_lineage_span')],
            },
        ),
        migrations.CreateModel(
            name='Designation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='designations', to='places.orgunit')),
                ('title', models.CharField(blank=True, max_length=40, verbose_name='danh xưng')),
                ('name', models.CharField(max_length=200, verbose_name='tên')),
                ('short_name', models.CharField(blank=True, max_length=80, verbose_name='tên gọi tắt')),
                ('official_code', models.CharField(blank=True, max_length=35, verbose_name='mã do Nhà nước cấp')),
                ('levels', models.PositiveSmallIntegerField(default=0, verbose_name='cấp học')),
                ('name_fold', models.CharField(editable=False, max_length=200)),
                ('search_text', models.CharField(editable=False, max_length=400)),
                ('sort_key', models.CharField(editable=False, max_length=1000)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(default=datetime.date(9999, 12, 31))),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.decision')),
            ],
            options={
                'indexes': [models.Index(fields=['unit', 'valid_from'], name='places_designation_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__gt', models.F('valid_from'))), name='places_designation_range', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu.'), models.CheckConstraint(condition=models.Q(('levels__gte', 0), ('levels__lte', 15)), name='places_levels', violation_error_message='Cấp học không có.'), chungtay.core.constraints.NoOverlap(fields=('unit',), name='places_one_designation', violation_error_message='Một đơn vị không thể có hai tên gọi trong cùng một ngày.'), chungtay.core.constraints.Refusal(condition='EXISTS (SELECT 1 FROM places_orgunit u WHERE u.id IN (NEW.unit_id) AND (NEW.valid_from < u.valid_from OR NEW.valid_to > u.valid_to))', events=('INSERT', 'UPDATE'), name='places_designation_life', violation_error_message='Khoảng thời gian này vượt ra ngoài thời gian tồn tại của đơn vị.'), chungtay.core.search.WordIndex(column='search_text', name='places_designation_search')],
            },
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='places.orgunit')),
                ('parent', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='child_placements', to='places.orgunit')),
                ('kind', models.CharField(choices=[('territory', 'nằm trong'), ('management', 'do cơ quan quản lý')], default='territory', max_length=10)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(default=datetime.date(9999, 12, 31))),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.decision')),
            ],
            options={
                'indexes': [models.Index(fields=['unit', 'kind', 'valid_from'], name='places_placement_unit'), models.Index(fields=['parent', 'kind', 'valid_from'], name='places_placement_parent')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__gt', models.F('valid_from'))), name='places_placement_range', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu.'), chungtay.core.constraints.NoOverlap(fields=('unit', 'kind'), name='places_one_parent', violation_error_message='Một đơn vị không thể có hai nơi trực thuộc trong cùng một ngày.'), chungtay.core.constraints.Refusal(condition='(SELECT type FROM places_orgunit WHERE id = NEW.parent_id) >= (SELECT type FROM places_orgunit WHERE id = NEW.unit_id)', events=('INSERT', 'UPDATE'), name='places_parent_ranks_higher', violation_error_message='Đơn vị cấp trên phải ở cấp cao hơn đơn vị trực thuộc.'), chungtay.core.constraints.Refusal(condition='EXISTS (SELECT 1 FROM places_orgunit u WHERE u.id IN (NEW.unit_id, NEW.parent_id) AND (NEW.valid_from < u.valid_from OR NEW.valid_to > u.valid_to))', events=('INSERT', 'UPDATE'), name='places_placement_life', violation_error_message='Khoảng thời gian này vượt ra ngoài thời gian tồn tại của đơn vị.')],
            },
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('predecessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='places.orgunit')),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='origins', to='places.orgunit')),
                ('happened_on', models.DateField()),
                ('is_whole', models.BooleanField()),
                ('is_main', models.BooleanField()),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.decision')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('predecessor', 'successor'), name='places_succession_once', violation_error_message='Việc kế thừa này đã được ghi rồi.'), models.UniqueConstraint(condition=models.Q(('is_main', True)), fields=('predecessor',), name='places_succession_one_main', violation_error_message='Một đơn vị chỉ có một đơn vị kế thừa chính.'), models.CheckConstraint(condition=models.Q(('predecessor', models.F('successor')), _negated=True), name='places_succession_other', violation_error_message='Một đơn vị không thể kế thừa chính nó.')],
            },
        ),
    ]
