import chungtay.core.constraints
import chungtay.core.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('activities', '0001_initial')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('files', '0001_squashed'),
        ('places', '0001_squashed'),
        ('programmes', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='programmes.programme')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='places.orgunit')),
                ('kind', models.CharField(max_length=40, verbose_name='loại hoạt động')),
                ('title', models.CharField(max_length=200, verbose_name='việc đã làm')),
                ('started_on', models.DateField(verbose_name='ngày')),
                ('ended_on', models.DateField(verbose_name='đến hết ngày')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='nơi làm')),
                ('partners', models.CharField(blank=True, max_length=300, verbose_name='phối hợp với')),
                ('story', models.TextField(blank=True, max_length=2000, verbose_name='nói thêm')),
                ('people', models.PositiveIntegerField(blank=True, null=True, verbose_name='số người tham gia, được hưởng')),
                ('people_estimate', models.CharField(choices=[('exact', 'đúng số này'), ('at_least', 'hơn (ít nhất)'), ('about', 'khoảng')], default='exact', max_length=10)),
                ('status', models.CharField(choices=[('recorded', 'Đã ghi'), ('withdrawn', 'Đã rút')], default='recorded', max_length=10)),
                ('end_reason', models.CharField(blank=True, max_length=500)),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField()),
                ('once', models.CharField(blank=True, max_length=40)),
                ('search_text', models.CharField(editable=False, max_length=700)),
            ],
            options={
                'indexes': [models.Index(fields=['unit', 'programme', 'started_on'], name='activities_of_unit'), models.Index(fields=['-started_on', '-id'], name='activities_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_on__gte', models.F('started_on'))), name='activities_days', violation_error_message='Ngày kết thúc không thể trước ngày bắt đầu.'), models.CheckConstraint(condition=models.Q(('people__isnull', True), ('people__lte', 1000000), _connector='OR'), name='activities_people', violation_error_message='Số người của một hoạt động tối đa 1.000.000.'), models.CheckConstraint(condition=models.Q(('status', 'recorded'), models.Q(('status', 'withdrawn'), models.Q(('end_reason', ''), _negated=True)), _connector='OR'), name='activities_withdrawn_with_reason', violation_error_message='Xin ghi lý do rút.'), models.UniqueConstraint(condition=models.Q(('once', ''), _negated=True), fields=('recorded_by', 'once'), name='activities_sent_once', violation_error_message='Phiếu này đã được ghi rồi.'), chungtay.core.constraints.Refusal(condition='1 = 1', events=('DELETE',), name='activities_kept', violation_error_message='Hoạt động không bị xóa, chỉ được rút kèm lý do.'), chungtay.core.constraints.Refusal(condition="OLD.status = 'withdrawn'", events=('UPDATE',), name='activities_withdrawn_fixed', violation_error_message='Hoạt động đã rút không sửa được.'), chungtay.core.constraints.Refusal(condition='EXISTS (SELECT 1 FROM activities_activitypeople p WHERE p.activity_id = NEW.id AND p.value > NEW.people)', events=('UPDATE',), name='activities_whole_holds_parts', violation_error_message='Số người không thể ít hơn một phần của nó.'), chungtay.core.search.WordIndex(column='search_text', name='activities_words')],
            },
        ),
        migrations.CreateModel(
            name='ActivityMoney',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='money', to='activities.activity')),
                ('source', models.CharField(choices=[('local_budget', 'Ngân sách địa phương'), ('mobilised', 'Vận động'), ('in_kind', 'Hiện vật (trị giá)')], max_length=12)),
                ('amount_vnd', models.BigIntegerField()),
                ('estimate', models.CharField(choices=[('exact', 'đúng số này'), ('at_least', 'hơn (ít nhất)'), ('about', 'khoảng')], default='exact', max_length=10)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('activity', 'source'), name='activities_money_once', violation_error_message='Nguồn này đã được ghi rồi.'), models.CheckConstraint(condition=models.Q(('amount_vnd', 0), models.Q(('amount_vnd__gte', 1000), ('amount_vnd__lte', 100000000000)), _connector='OR'), name='activities_money_amount', violation_error_message='Số tiền từ 1.000 đồng đến 100 tỷ đồng, hoặc 0.'), models.CheckConstraint(condition=models.Q(('source__in', ['local_budget', 'mobilised', 'in_kind'])), name='activities_money_known', violation_error_message='Không có nguồn kinh phí này.'), chungtay.core.constraints.Refusal(condition="EXISTS (SELECT 1 FROM activities_activity a WHERE a.id = NEW.activity_id AND a.status = 'withdrawn')", events=('INSERT', 'UPDATE'), name='activities_money_stands', violation_error_message='Hoạt động đã rút không sửa được.'), chungtay.core.constraints.Refusal(condition="EXISTS (SELECT 1 FROM activities_activity a WHERE a.id = OLD.activity_id AND a.status = 'withdrawn')", events=('DELETE',), name='activities_money_kept', violation_error_message='Hoạt động đã rút không sửa được.')],
            },
        ),
        migrations.CreateModel(
            name='ActivityOutput',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outputs', to='activities.activity')),
                ('output', models.CharField(max_length=40)),
                ('value', models.PositiveIntegerField()),
                ('estimate', models.CharField(choices=[('exact', 'đúng số này'), ('at_least', 'hơn (ít nhất)'), ('about', 'khoảng')], default='exact', max_length=10)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('activity', 'output'), name='activities_output_once', violation_error_message='Kết quả này đã được ghi rồi.'), models.CheckConstraint(condition=models.Q(('value__lte', 1000000)), name='activities_output_value', violation_error_message='Số lượng là một số nguyên từ 0 đến 1.000.000.'), chungtay.core.constraints.Refusal(condition="EXISTS (SELECT 1 FROM activities_activity a WHERE a.id = NEW.activity_id AND a.status = 'withdrawn')", events=('INSERT', 'UPDATE'), name='activities_output_stands', violation_error_message='Hoạt động đã rút không sửa được.'), chungtay.core.constraints.Refusal(condition="EXISTS (SELECT 1 FROM activities_activity a WHERE a.id = OLD.activity_id AND a.status = 'withdrawn')", events=('DELETE',), name='activities_output_kept', violation_error_message='Hoạt động đã rút không sửa được.')],
            },
        ),
        migrations.CreateModel(
            name='ActivityPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='activities.activity')),
                ('attachment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.attachment')),
            ],
        ),
        migrations.CreateModel(
            name='ActivityPeople',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='activities.activity')),
                ('by', models.CharField(choices=[('girls', 'Trong đó: nữ'), ('poor', 'Trong đó: hộ nghèo, cận nghèo'), ('disability', 'Trong đó: khuyết tật'), ('ethnic', 'Trong đó: dân tộc thiểu số'), ('mn', 'Trong đó: mầm non'), ('th', 'Trong đó: tiểu học'), ('thcs', 'Trong đó: trung học cơ sở'), ('thpt', 'Trong đó: trung học phổ thông')], max_length=12)),
                ('value', models.PositiveIntegerField()),
                ('estimate', models.CharField(choices=[('exact', 'đúng số này'), ('at_least', 'hơn (ít nhất)'), ('about', 'khoảng')], default='exact', max_length=10)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('activity', 'by'), name='activities_part_once', violation_error_message='Phần này đã được ghi rồi.'), models.CheckConstraint(condition=models.Q(('by__in', ['girls', 'poor', 'disability', 'ethnic', 'mn', 'th', 'thcs', 'thpt'])), name='activities_part_known', violation_error_message='Không có cách chia này.'), chungtay.core.constraints.Refusal(condition='EXISTS (SELECT 1 FROM activities_activity a WHERE a.id = NEW.activity_id AND NEW.value > a.people)', events=('INSERT', 'UPDATE'), name='activities_part_within_whole', violation_error_message='Một phần không thể nhiều hơn tổng số người.'), chungtay.core.constraints.Refusal(condition="EXISTS (SELECT 1 FROM activities_activity a WHERE a.id = NEW.activity_id AND a.status = 'withdrawn')", events=('INSERT', 'UPDATE'), name='activities_part_stands', violation_error_message='Hoạt động đã rút không sửa được.'), chungtay.core.constraints.Refusal(condition="EXISTS (SELECT 1 FROM activities_activity a WHERE a.id = OLD.activity_id AND a.status = 'withdrawn')", events=('DELETE',), name='activities_part_kept', violation_error_message='Hoạt động đã rút không sửa được.')],
            },
        ),
        migrations.CreateModel(
            name='ActivityPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='activities.activity')),
                ('photo', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.photo')),
                ('caption', models.CharField(blank=True, max_length=200, verbose_name='chú thích')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('activity', 'photo'), name='activities_photo_once', violation_error_message='Ảnh này đã có rồi.')],
            },
        ),
    ]
