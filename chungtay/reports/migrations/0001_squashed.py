import chungtay.core.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('reports', '0001_initial'), ('reports', '0002_tenths'), ('reports', '0003_quote')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('documents', '0001_squashed'),
        ('places', '0001_squashed'),
        ('programmes', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='programmes.round')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='places.orgunit')),
                ('paper', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='report', to='documents.officialdocument')),
                ('sections', models.JSONField()),
                ('as_of', models.DateField(verbose_name='số liệu đến hết ngày')),
                ('counted_at', models.DateTimeField()),
                ('begun_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['round', 'unit'], name='reports_of_round')],
                'constraints': [chungtay.core.constraints.Refusal(condition="(SELECT d.status FROM documents_officialdocument d WHERE d.id = OLD.paper_id) IN ('issued', 'replaced', 'recalled')", events=('UPDATE',), name='reports_report_fixed', violation_error_message='Báo cáo đã phát hành không bao giờ thay đổi.')],
            },
        ),
        migrations.CreateModel(
            name='Quote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotes', to='reports.report')),
                ('number', models.PositiveSmallIntegerField()),
                ('section', models.CharField(max_length=60)),
                ('code', models.CharField(max_length=40)),
                ('text', models.TextField(max_length=5000)),
                ('sources', models.JSONField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('report', 'number'), name='reports_quote_number', violation_error_message='Ý này đã có trong báo cáo.'), chungtay.core.constraints.Refusal(condition="(SELECT d.status FROM reports_report r JOIN documents_officialdocument d ON d.id = r.paper_id WHERE r.id = NEW.report_id) IN ('issued', 'replaced', 'recalled')", events=('INSERT', 'UPDATE'), name='reports_quote_fixed', violation_error_message='Nguồn của lời trong báo cáo đã phát hành không bao giờ thay đổi.'), chungtay.core.constraints.Refusal(condition="(SELECT d.status FROM reports_report r JOIN documents_officialdocument d ON d.id = r.paper_id WHERE r.id = OLD.report_id) IN ('issued', 'replaced', 'recalled')", events=('DELETE',), name='reports_quote_kept', violation_error_message='Nguồn của lời trong báo cáo đã phát hành không bị xóa.')],
            },
        ),
        migrations.CreateModel(
            name='KeptFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='reports.report')),
                ('number', models.PositiveSmallIntegerField()),
                ('mark', models.CharField(max_length=64)),
                ('question', models.CharField(max_length=60)),
                ('filters', models.JSONField()),
                ('kind', models.CharField(choices=[('count', 'số lượng'), ('distinct_units', 'số đơn vị khác nhau'), ('sum', 'tổng'), ('ratio', 'tỷ lệ n/N'), ('money', 'số tiền (đồng)'), ('tenths', 'số có một chữ số lẻ')], max_length=20)),
                ('value', models.BigIntegerField()),
                ('of', models.BigIntegerField(null=True)),
                ('estimate', models.CharField(choices=[('exact', 'đúng số này'), ('at_least', 'hơn (ít nhất)'), ('about', 'khoảng')], default='exact', max_length=10)),
                ('unit_word', models.CharField(blank=True, max_length=40)),
                ('text', models.CharField(max_length=200)),
                ('meaning', models.CharField(max_length=500)),
                ('records', models.JSONField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('report', 'number'), name='reports_figure_number', violation_error_message='Con số này đã có trong báo cáo.'), models.UniqueConstraint(fields=('report', 'mark'), name='reports_figure_mark', violation_error_message='Con số này đã có trong báo cáo.'), models.CheckConstraint(condition=models.Q(('value__gte', 0)), name='reports_figure_value', violation_error_message='Con số không thể nhỏ hơn 0.'), chungtay.core.constraints.Refusal(condition="(SELECT d.status FROM reports_report r JOIN documents_officialdocument d ON d.id = r.paper_id WHERE r.id = NEW.report_id) IN ('issued', 'replaced', 'recalled')", events=('INSERT', 'UPDATE'), name='reports_figure_fixed', violation_error_message='Con số của báo cáo đã phát hành không bao giờ thay đổi.'), chungtay.core.constraints.Refusal(condition="(SELECT d.status FROM reports_report r JOIN documents_officialdocument d ON d.id = r.paper_id WHERE r.id = OLD.report_id) IN ('issued', 'replaced', 'recalled')", events=('DELETE',), name='reports_figure_kept', violation_error_message='Con số của báo cáo đã phát hành không bị xóa.')],
            },
        ),
    ]
