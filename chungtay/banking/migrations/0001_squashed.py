import chungtay.core.constraints
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('banking', '0001_initial')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('files', '0001_squashed'),
        ('places', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='BankAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bank_accounts', to='places.orgunit')),
                ('bank_bin', models.CharField(max_length=6, verbose_name='ngân hàng')),
                ('number', models.CharField(max_length=19, verbose_name='số tài khoản')),
                ('holder', models.CharField(max_length=150, verbose_name='tên chủ tài khoản')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='dùng cho việc gì')),
                ('opened_on', models.DateField(verbose_name='mở ngày')),
                ('closed_on', models.DateField(null=True, verbose_name='đóng ngày')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('bank_bin', 'number'), name='banking_account_once', violation_error_message='Số tài khoản này ở ngân hàng này đã có trong hệ thống.'), models.CheckConstraint(condition=models.Q(('bank_bin__regex', '^[0-9]{6}$'), ('number__regex', '^[0-9A-Z]{4,19}$')), name='banking_account_number', violation_error_message='Số tài khoản gồm 4 đến 19 chữ số (hoặc chữ cái không dấu), không có khoảng trắng.'), models.CheckConstraint(condition=models.Q(('closed_on__isnull', True), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='banking_account_range', violation_error_message='Ngày đóng không thể trước ngày mở.'), chungtay.core.constraints.Refusal(condition='NEW."id" IS DISTINCT FROM OLD."id" OR NEW."unit_id" IS DISTINCT FROM OLD."unit_id" OR NEW."bank_bin" IS DISTINCT FROM OLD."bank_bin" OR NEW."number" IS DISTINCT FROM OLD."number" OR NEW."holder" IS DISTINCT FROM OLD."holder" OR NEW."opened_on" IS DISTINCT FROM OLD."opened_on" OR NEW."recorded_by_id" IS DISTINCT FROM OLD."recorded_by_id" OR NEW."recorded_at" IS DISTINCT FROM OLD."recorded_at" OR (OLD.closed_on IS NOT NULL AND NEW.closed_on IS DISTINCT FROM OLD.closed_on)', events=('UPDATE',), name='banking_account_fixed', violation_error_message='Tài khoản đã ghi không sửa được, chỉ đóng một lần.'), chungtay.core.constraints.Refusal(condition='1 = 1', events=('DELETE',), name='banking_account_kept', violation_error_message='Tài khoản ngân hàng không bị xóa, chỉ được đóng.')],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='banking.bankaccount')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.attachment')),
                ('sha256', models.CharField(error_messages={'unique': 'Tệp này đã được nạp rồi.'}, max_length=64, unique=True)),
                ('layout', models.CharField(choices=[('techcombank', 'Techcombank'), ('bidv', 'BIDV'), ('vietcombank', 'Vietcombank'), ('generic', 'Mẫu chung')], max_length=20, verbose_name='mẫu sao kê')),
                ('starts_on', models.DateField(verbose_name='từ ngày')),
                ('ends_on', models.DateField(verbose_name='đến hết ngày')),
                ('opening_vnd', models.BigIntegerField(verbose_name='số dư đầu kỳ')),
                ('closing_vnd', models.BigIntegerField(verbose_name='số dư cuối kỳ')),
                ('credit_vnd', models.BigIntegerField(verbose_name='tiền vào')),
                ('debit_vnd', models.BigIntegerField(verbose_name='tiền ra')),
                ('line_count', models.PositiveIntegerField()),
                ('known_count', models.PositiveIntegerField()),
                ('loaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('loaded_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['account', '-ends_on', '-id'], name='banking_of_account')],
                'constraints': [models.CheckConstraint(condition=models.Q(('closing_vnd', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('opening_vnd'), '+', models.F('credit_vnd')), '-', models.F('debit_vnd'))), ('credit_vnd__gte', 0), ('debit_vnd__gte', 0)), name='banking_statement_adds_up', violation_error_message='Số dư đầu kỳ cộng tiền vào trừ tiền ra phải bằng số dư cuối kỳ.'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on')), ('known_count__lte', models.F('line_count'))), name='banking_statement_range', violation_error_message='Ngày cuối của sao kê không thể trước ngày đầu.'), chungtay.core.constraints.Refusal(condition='1 = 1', events=('UPDATE', 'DELETE'), name='banking_statement_append_only', violation_error_message='Sao kê đã nạp không sửa, không xóa được.')],
            },
        ),
        migrations.CreateModel(
            name='StatementLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('statement', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='banking.statement')),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='banking.bankaccount')),
                ('row', models.PositiveIntegerField()),
                ('booked_on', models.DateField(verbose_name='ngày')),
                ('is_credit', models.BooleanField()),
                ('amount_vnd', models.BigIntegerField(verbose_name='số tiền')),
                ('reference', models.CharField(blank=True, max_length=80, verbose_name='số bút toán')),
                ('description', models.CharField(blank=True, max_length=1000, verbose_name='nội dung')),
                ('other_name', models.CharField(blank=True, max_length=200, verbose_name='tên bên kia')),
                ('other_account', models.CharField(blank=True, max_length=60, verbose_name='tài khoản bên kia')),
                ('balance_vnd', models.BigIntegerField(null=True, verbose_name='số dư')),
                ('fingerprint', models.CharField(max_length=32)),
            ],
            options={
                'indexes': [models.Index(fields=['account', 'booked_on', 'id'], name='banking_lines_by_day')],
                'constraints': [models.UniqueConstraint(fields=('account', 'fingerprint'), name='banking_line_once', violation_error_message='Có dòng sao kê vừa được người khác nạp. Xin bấm lại.'), models.UniqueConstraint(fields=('statement', 'row'), name='banking_line_row', violation_error_message='Hai dòng sao kê trùng số dòng trong tệp.'), models.CheckConstraint(condition=models.Q(('amount_vnd__gt', 0)), name='banking_line_amount', violation_error_message='Số tiền của một dòng phải lớn hơn 0.'), chungtay.core.constraints.Refusal(condition='NOT EXISTS (SELECT 1 FROM banking_statement s WHERE s.id = NEW.statement_id AND s.account_id = NEW.account_id AND NEW.booked_on BETWEEN s.starts_on AND s.ends_on)', events=('INSERT',), name='banking_line_of_its_account', violation_error_message='Dòng sao kê phải thuộc tài khoản và kỳ của sao kê.'), chungtay.core.constraints.Refusal(condition='1 = 1', events=('UPDATE', 'DELETE'), name='banking_statementline_append_only', violation_error_message='Dòng sao kê đã nạp không sửa, không xóa được.')],
            },
        ),
        migrations.CreateModel(
            name='StatementUpload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uploads', to='banking.bankaccount')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.attachment')),
                ('status', models.CharField(choices=[('waiting', 'Đang chờ đọc'), ('reading', 'Đang đọc'), ('read', 'Đã đọc, chờ xác nhận'), ('confirmed', 'Đang chờ nạp'), ('loading', 'Đang nạp'), ('loaded', 'Đã nạp'), ('refused', 'Không nạp được'), ('dropped', 'Đã bỏ')], default='waiting', max_length=10)),
                ('opening_vnd', models.BigIntegerField(null=True)),
                ('closing_vnd', models.BigIntegerField(null=True)),
                ('is_gap_known', models.BooleanField(default=False)),
                ('findings', models.JSONField(default=dict)),
                ('statement', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='upload', to='banking.statement')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sent_at', models.DateTimeField()),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('taken_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('status__in', ['waiting', 'reading', 'confirmed', 'loading'])), fields=['sent_at'], name='banking_to_be_read')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('statement__isnull', False), ('status', 'loaded')), models.Q(models.Q(('status', 'loaded'), _negated=True), ('statement__isnull', True)), _connector='OR'), name='banking_upload_loaded', violation_error_message='Chỉ tệp đã nạp mới có sao kê.')],
            },
        ),
    ]
