import chungtay.core.constraints
import chungtay.core.search
import datetime
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('documents', '0001_initial'), ('documents', '0002_pads_counts'), ('documents', '0003_signature')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('places', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='OfficialDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='places.orgunit')),
                ('body', models.CharField(blank=True, max_length=200, verbose_name='ban, tổ, hội đồng')),
                ('kind', models.CharField(choices=[('NQ', 'Nghị quyết'), ('QĐ', 'Quyết định'), ('CT', 'Chỉ thị'), ('QC', 'Quy chế'), ('QyĐ', 'Quy định'), ('TC', 'Thông cáo'), ('TB', 'Thông báo'), ('HD', 'Hướng dẫn'), ('CTr', 'Chương trình'), ('KH', 'Kế hoạch'), ('PA', 'Phương án'), ('ĐA', 'Đề án'), ('DA', 'Dự án'), ('BC', 'Báo cáo'), ('BB', 'Biên bản'), ('TTr', 'Tờ trình'), ('HĐ', 'Hợp đồng'), ('CĐ', 'Công điện'), ('BGN', 'Bản ghi nhớ'), ('BTT', 'Bản thỏa thuận'), ('GUQ', 'Giấy ủy quyền'), ('GM', 'Giấy mời'), ('GGT', 'Giấy giới thiệu'), ('GNP', 'Giấy nghỉ phép'), ('PG', 'Phiếu gửi'), ('PC', 'Phiếu chuyển'), ('PB', 'Phiếu báo'), ('CV', 'Công văn')], max_length=4, verbose_name='tên loại')),
                ('drafting_office', models.CharField(blank=True, max_length=30, verbose_name='chữ viết tắt đơn vị soạn thảo')),
                ('subject', models.CharField(max_length=500, verbose_name='trích yếu')),
                ('status', models.CharField(choices=[('draft', 'Dự thảo'), ('under_review', 'Đang duyệt'), ('signed', 'Đã ký'), ('issued', 'Đã phát hành'), ('replaced', 'Đã được thay thế'), ('recalled', 'Đã thu hồi')], default='draft', max_length=12, verbose_name='tình trạng')),
                ('content', models.JSONField()),
                ('source', models.TextField(blank=True)),
                ('values', models.JSONField(default=dict)),
                ('marks', models.JSONField(default=dict)),
                ('text', models.TextField(blank=True)),
                ('signer', models.CharField(blank=True, max_length=120, verbose_name='người ký')),
                ('recipients', models.TextField(blank=True, verbose_name='nơi nhận')),
                ('archive', models.CharField(blank=True, max_length=100, verbose_name='nơi lưu')),
                ('register', models.CharField(blank=True, max_length=5)),
                ('year', models.PositiveSmallIntegerField(null=True)),
                ('number', models.PositiveIntegerField(null=True, verbose_name='số')),
                ('symbol', models.CharField(blank=True, max_length=80, verbose_name='số, ký hiệu')),
                ('issued_on', models.DateField(null=True, verbose_name='ngày ban hành')),
                ('drafted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('drafted_at', models.DateTimeField()),
                ('reviewed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reviewed_at', models.DateTimeField(null=True)),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signed_on', models.DateField(null=True)),
                ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('issued_at', models.DateTimeField(null=True)),
                ('returned', models.CharField(blank=True, max_length=500)),
                ('replaced_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='documents.officialdocument')),
                ('recalled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recalls', to='documents.officialdocument')),
                ('end_reason', models.CharField(blank=True, max_length=500)),
                ('ended_on', models.DateField(null=True)),
                ('search_text', models.TextField(editable=False)),
            ],
            options={
                'indexes': [models.Index(fields=['unit', '-issued_on', '-id'], name='documents_register'), models.Index(fields=['unit', 'status'], name='documents_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['NQ', 'QĐ', 'CT', 'QC', 'QyĐ', 'TC', 'TB', 'HD', 'CTr', 'KH', 'PA', 'ĐA', 'DA', 'BC', 'BB', 'TTr', 'HĐ', 'CĐ', 'BGN', 'BTT', 'GUQ', 'GM', 'GGT', 'GNP', 'PG', 'PC', 'PB', 'CV']), ('status__in', ['draft', 'under_review', 'signed', 'issued', 'replaced', 'recalled'])), name='documents_words_known', violation_error_message='Loại hoặc tình trạng văn bản không có.'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('issued', 'replaced', 'recalled')), ('issued_on__isnull', False), ('number__gte', 1), ('year__isnull', False), models.Q(('symbol', ''), _negated=True)), models.Q(models.Q(('status__in', ('issued', 'replaced', 'recalled')), _negated=True), ('issued_on__isnull', True), ('number__isnull', True), ('symbol', ''), ('year__isnull', True)), _connector='OR'), name='documents_number_when_issued', violation_error_message='Văn bản có số, ngày khi và chỉ khi đã phát hành.'), models.CheckConstraint(condition=models.Q(models.Q(('recalled_by__isnull', True), ('replaced_by__isnull', False), ('status', 'replaced')), models.Q(('recalled_by__isnull', False), ('replaced_by__isnull', True), ('status', 'recalled')), models.Q(models.Q(('status__in', ['replaced', 'recalled']), _negated=True), ('recalled_by__isnull', True), ('replaced_by__isnull', True)), _connector='OR'), name='documents_end_by_a_paper', violation_error_message='Văn bản chỉ được thay thế hoặc thu hồi bằng một văn bản khác.'), models.UniqueConstraint(fields=('unit', 'body', 'register', 'year', 'number'), name='documents_number_once', violation_error_message='Số này đã cấp cho một văn bản khác trong năm.'), models.UniqueConstraint(condition=models.Q(('number__isnull', False)), fields=('unit', 'body', 'year', 'symbol'), name='documents_symbol_once', violation_error_message='Số và ký hiệu này đã có trong năm.'), chungtay.core.constraints.Refusal(condition="NEW.status <> 'draft'", events=('INSERT',), name='documents_begin_as_drafts', violation_error_message='Văn bản nào cũng bắt đầu từ dự thảo.'), chungtay.core.constraints.Refusal(condition='OLD.status IN (\'issued\', \'replaced\', \'recalled\') AND (NEW."id" IS DISTINCT FROM OLD."id" OR NEW."unit_id" IS DISTINCT FROM OLD."unit_id" OR NEW."body" IS DISTINCT FROM OLD."body" OR NEW."kind" IS DISTINCT FROM OLD."kind" OR NEW."drafting_office" IS DISTINCT FROM OLD."drafting_office" OR NEW."subject" IS DISTINCT FROM OLD."subject" OR NEW."content" IS DISTINCT FROM OLD."content" OR NEW."source" IS DISTINCT FROM OLD."source" OR NEW."values" IS DISTINCT FROM OLD."values" OR NEW."marks" IS DISTINCT FROM OLD."marks" OR NEW."text" IS DISTINCT FROM OLD."text" OR NEW."signer" IS DISTINCT FROM OLD."signer" OR NEW."recipients" IS DISTINCT FROM OLD."recipients" OR NEW."archive" IS DISTINCT FROM OLD."archive" OR NEW."register" IS DISTINCT FROM OLD."register" OR NEW."year" IS DISTINCT FROM OLD."year" OR NEW."number" IS DISTINCT FROM OLD."number" OR NEW."symbol" IS DISTINCT FROM OLD."symbol" OR NEW."issued_on" IS DISTINCT FROM OLD."issued_on" OR NEW."search_text" IS DISTINCT FROM OLD."search_text" OR NEW."drafted_by_id" IS DISTINCT FROM OLD."drafted_by_id" OR NEW."drafted_at" IS DISTINCT FROM OLD."drafted_at" OR NEW."reviewed_by_id" IS DISTINCT FROM OLD."reviewed_by_id" OR NEW."reviewed_at" IS DISTINCT FROM OLD."reviewed_at" OR NEW."signed_by_id" IS DISTINCT FROM OLD."signed_by_id" OR NEW."signed_on" IS DISTINCT FROM OLD."signed_on" OR NEW."issued_by_id" IS DISTINCT FROM OLD."issued_by_id" OR NEW."issued_at" IS DISTINCT FROM OLD."issued_at" OR NEW."returned" IS DISTINCT FROM OLD."returned" OR NEW.status NOT IN (\'issued\', \'replaced\', \'recalled\') OR (OLD.status <> \'issued\' AND (NEW."status" IS DISTINCT FROM OLD."status" OR NEW."replaced_by_id" IS DISTINCT FROM OLD."replaced_by_id" OR NEW."recalled_by_id" IS DISTINCT FROM OLD."recalled_by_id" OR NEW."end_reason" IS DISTINCT FROM OLD."end_reason" OR NEW."ended_on" IS DISTINCT FROM OLD."ended_on")))', events=('UPDATE',), name='documents_issued_fixed', violation_error_message='Văn bản đã phát hành không bao giờ thay đổi; chỉ được thay thế hoặc thu hồi.'), chungtay.core.constraints.Refusal(condition="OLD.status <> 'draft'", events=('DELETE',), name='documents_kept', violation_error_message='Văn bản đã trình không bị xóa.'), chungtay.core.search.WordIndex(column='search_text', name='documents_words')],
            },
        ),
        migrations.CreateModel(
            name='DocumentFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='documents.officialdocument')),
                ('format', models.CharField(choices=[('docx', 'Word'), ('pdf', 'PDF'), ('signed', 'PDF đã ký số')], max_length=6)),
                ('file', models.FileField(max_length=250, upload_to='')),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField()),
                ('kept_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('format', 'signed'), _negated=True), fields=('document', 'format'), name='documents_file_once', violation_error_message='Văn bản đã có tệp loại này.'), chungtay.core.constraints.Refusal(condition='1 = 1', events=('UPDATE', 'DELETE'), name='documents_documentfile_append_only', violation_error_message='Tệp của văn bản đã phát hành không sửa, không xóa được.')],
            },
        ),
        migrations.CreateModel(
            name='Dispatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='dispatch', to='documents.officialdocument')),
                ('copies', models.PositiveSmallIntegerField(null=True, verbose_name='số bản')),
                ('sent_on', models.DateField(null=True, verbose_name='ngày chuyển')),
                ('received_by', models.CharField(blank=True, max_length=120, verbose_name='ký nhận')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='ghi chú')),
            ],
        ),
        migrations.CreateModel(
            name='IncomingDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='incoming_documents', to='places.orgunit')),
                ('year', models.PositiveSmallIntegerField()),
                ('number', models.PositiveIntegerField(verbose_name='số đến')),
                ('arrived_on', models.DateField(verbose_name='ngày đến')),
                ('sender', models.CharField(max_length=200, verbose_name='tác giả')),
                ('symbol', models.CharField(blank=True, max_length=80, verbose_name='số, ký hiệu')),
                ('issued_on', models.DateField(null=True, verbose_name='ngày văn bản')),
                ('kind', models.CharField(blank=True, max_length=60, verbose_name='tên loại')),
                ('subject', models.CharField(max_length=500, verbose_name='trích yếu')),
                ('file', models.FileField(blank=True, max_length=250, upload_to='')),
                ('file_name', models.CharField(blank=True, max_length=200)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('size', models.PositiveIntegerField(default=0)),
                ('handler', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('due_on', models.DateField(null=True, verbose_name='thời hạn')),
                ('settled_on', models.DateField(null=True, verbose_name='ngày xong')),
                ('outcome', models.CharField(blank=True, max_length=300, verbose_name='kết quả')),
                ('registered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('registered_at', models.DateTimeField()),
                ('search_text', models.TextField(editable=False)),
            ],
            options={
                'indexes': [models.Index(fields=['unit', '-year', '-number'], name='documents_incoming_register'), models.Index(condition=models.Q(('settled_on__isnull', True)), fields=['handler', 'due_on'], name='documents_incoming_open')],
                'constraints': [models.UniqueConstraint(fields=('unit', 'year', 'number'), name='documents_arrival_once', violation_error_message='Số đến này đã cấp cho một văn bản khác trong năm.'), chungtay.core.constraints.Refusal(condition='NEW."unit_id" IS DISTINCT FROM OLD."unit_id" OR NEW."year" IS DISTINCT FROM OLD."year" OR NEW."number" IS DISTINCT FROM OLD."number" OR NEW."file" IS DISTINCT FROM OLD."file" OR NEW."sha256" IS DISTINCT FROM OLD."sha256" OR NEW."size" IS DISTINCT FROM OLD."size" OR NEW."registered_by_id" IS DISTINCT FROM OLD."registered_by_id" OR NEW."registered_at" IS DISTINCT FROM OLD."registered_at"', events=('UPDATE',), name='documents_arrival_fixed', violation_error_message='Số đến và tệp của văn bản đến không thay đổi được.'), chungtay.core.constraints.Refusal(condition='1 = 1', events=('DELETE',), name='documents_arrival_kept', violation_error_message='Văn bản đến không bị xóa khỏi sổ.'), chungtay.core.search.WordIndex(column='search_text', name='documents_incoming_words')],
            },
        ),
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.orgunit')),
                ('body', models.CharField(blank=True, max_length=200)),
                ('register', models.CharField(blank=True, max_length=5)),
                ('year', models.PositiveSmallIntegerField()),
                ('first_number', models.PositiveIntegerField(default=1)),
                ('next_number', models.PositiveIntegerField(default=1)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'body', 'register', 'year'), name='documents_series_once', violation_error_message='Dãy số này đã có rồi.'), models.CheckConstraint(condition=models.Q(('first_number__gte', 1), ('next_number__gte', models.F('first_number'))), name='documents_series_range', violation_error_message='Số bắt đầu từ 01.'), chungtay.core.constraints.Refusal(condition='NEW.unit_id <> OLD.unit_id OR NEW.body <> OLD.body OR NEW.register <> OLD.register OR NEW.year <> OLD.year OR NOT ((NEW.first_number = OLD.first_number AND NEW.next_number = OLD.next_number + 1) OR (OLD.next_number = OLD.first_number AND NEW.next_number = NEW.first_number))', events=('UPDATE',), name='documents_series_forward', violation_error_message='Số văn bản chỉ tăng từng số một, không lùi, không nhảy cóc.'), chungtay.core.constraints.Refusal(condition='1 = 1', events=('DELETE',), name='documents_series_kept', violation_error_message='Dãy số không bị xóa.')],
            },
        ),
        migrations.CreateModel(
            name='OfficeProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='office_profiles', to='places.orgunit')),
                ('body', models.CharField(blank=True, max_length=200, verbose_name='ban, tổ, hội đồng')),
                ('parent_issuer', models.CharField(blank=True, max_length=200, verbose_name='cơ quan chủ quản')),
                ('issuer', models.CharField(max_length=200, verbose_name='cơ quan ban hành')),
                ('abbreviation', models.CharField(max_length=30, verbose_name='chữ viết tắt tên cơ quan')),
                ('drafting_office', models.CharField(blank=True, max_length=30, verbose_name='chữ viết tắt đơn vị soạn thảo')),
                ('place', models.CharField(max_length=60, verbose_name='địa danh')),
                ('is_one_register', models.BooleanField(default=False, verbose_name='một dãy số cho mọi loại văn bản')),
                ('pads_counts', models.BooleanField(default=False, verbose_name='viết số đếm dưới 10 thành hai chữ số')),
                ('signature', models.TextField(blank=True, max_length=400, verbose_name='người ký')),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(default=datetime.date(9999, 12, 31))),
            ],
            options={
                'indexes': [models.Index(fields=['unit', 'body', 'valid_from'], name='documents_profile_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__gt', models.F('valid_from'))), name='documents_profile_range', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu.'), chungtay.core.constraints.NoOverlap(fields=('unit', 'body'), name='documents_one_profile', violation_error_message='Một cơ quan chỉ có một cách trình bày văn bản trong cùng một ngày.')],
            },
        ),
    ]
