import chungtay.core.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('ledger', '0001_initial')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('places', '0001_squashed'),
        ('programmes', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('bank', 'Tiền gửi ngân hàng'), ('cash', 'Tiền mặt'), ('store', 'Hiện vật trong kho'), ('direct_out', 'Đã trao trực tiếp'), ('unclear', 'Tiền ra chưa rõ việc gì'), ('gifts', 'Đã nhận, chưa phân bổ'), ('unidentified', 'Chưa rõ của ai'), ('allocated', 'Đã phân bổ, chưa bàn giao'), ('payable', 'Đã chi, chờ sao kê'), ('opening', 'Có từ trước khi mở sổ'), ('direct_in', 'Nhà tài trợ tự trao')], max_length=12, verbose_name='tài khoản')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.orgunit')),
                ('programme', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
                ('commodity', models.CharField(default='VND', max_length=80, verbose_name='loại')),
                ('part', models.CharField(blank=True, default='', max_length=60, verbose_name='phần')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('programme__isnull', False)), fields=('unit', 'kind', 'commodity', 'part', 'programme'), name='ledger_account_once', violation_error_message='Tài khoản sổ cái này đã có.'), models.UniqueConstraint(condition=models.Q(('programme__isnull', True)), fields=('unit', 'kind', 'commodity', 'part'), name='ledger_account_once_of_none', violation_error_message='Tài khoản sổ cái này đã có.'), models.CheckConstraint(condition=models.Q(('kind__in', ['bank', 'cash', 'store', 'direct_out', 'unclear', 'gifts', 'unidentified', 'allocated', 'payable', 'opening', 'direct_in']), models.Q(('commodity', ''), _negated=True)), name='ledger_account_known', violation_error_message='Loại tài khoản sổ cái không có.'), chungtay.core.constraints.Refusal(condition='1 = 1', events=('UPDATE', 'DELETE'), name='ledger_account_append_only', violation_error_message='Tài khoản sổ cái không sửa, không xóa được.')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('opening', 'Số dư đầu kỳ'), ('receipt', 'Tiếp nhận'), ('identified', 'Xác định người tặng'), ('allocation', 'Phân bổ'), ('release', 'Thu hồi phân bổ'), ('delivery', 'Bàn giao'), ('move', 'Chuyển'), ('loss', 'Mất, hỏng'), ('refund', 'Hoàn trả'), ('interest', 'Lãi'), ('fee', 'Phí'), ('direct', 'Nhà tài trợ tự trao'), ('paid_out', 'Tiền ra theo sao kê'), ('settled', 'Khớp khoản chi với sao kê'), ('deposit', 'Nộp tiền mặt vào tài khoản'), ('withdrawal', 'Rút tiền mặt'), ('other', 'Ngoài nguồn ủng hộ'), ('reversal', 'Hủy bút toán')], max_length=12, verbose_name='bút toán')),
                ('booked_on', models.DateField(verbose_name='ngày')),
                ('debit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='debits', to='ledger.account', verbose_name='ghi nợ')),
                ('credit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='credits', to='ledger.account', verbose_name='ghi có')),
                ('amount', models.BigIntegerField(verbose_name='số lượng')),
                ('subject', models.CharField(blank=True, default='', max_length=40, verbose_name='về')),
                ('gift', models.CharField(blank=True, default='', max_length=20, verbose_name='mã dấu vết')),
                ('note', models.CharField(blank=True, default='', max_length=200, verbose_name='ghi chú')),
                ('reverses', models.OneToOneField(error_messages={'unique': 'Bút toán này đã bị hủy rồi.'}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='ledger.entry')),
                ('recorded_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['debit', '-booked_on', '-id'], name='ledger_debits'), models.Index(fields=['credit', '-booked_on', '-id'], name='ledger_credits'), models.Index(fields=['-booked_on', '-id'], name='ledger_newest'), models.Index(fields=['subject'], name='ledger_subject'), models.Index(fields=['gift'], name='ledger_gift')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['opening', 'receipt', 'identified', 'allocation', 'release', 'delivery', 'move', 'loss', 'refund', 'interest', 'fee', 'direct', 'paid_out', 'settled', 'deposit', 'withdrawal', 'other', 'reversal'])), name='ledger_entry_known', violation_error_message='Loại bút toán không có.'), models.CheckConstraint(condition=models.Q(('amount__gte', 1), ('amount__lte', 1000000000000000)), name='ledger_entry_amount', violation_error_message='Số của bút toán là một số nguyên từ 1 đến 1 triệu tỷ.'), models.CheckConstraint(condition=models.Q(('debit', models.F('credit')), _negated=True), name='ledger_entry_two_accounts', violation_error_message='Bút toán phải đi từ một tài khoản sang một tài khoản khác.'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'reversal'), ('reverses__isnull', False), models.Q(('note', ''), _negated=True)), models.Q(models.Q(('kind', 'reversal'), _negated=True), ('reverses__isnull', True)), _connector='OR'), name='ledger_reversal_says_why', violation_error_message='Hủy bút toán thì phải nêu bút toán nào và lý do.'), chungtay.core.constraints.Refusal(condition='(SELECT a.commodity FROM ledger_account a WHERE a.id = NEW.debit_id) <> (SELECT a.commodity FROM ledger_account a WHERE a.id = NEW.credit_id)', events=('INSERT',), name='ledger_one_commodity', violation_error_message='Hai đầu của bút toán phải cùng một loại (tiền với tiền, chăn với chăn).'), chungtay.core.constraints.Refusal(condition='NEW.reverses_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.id = NEW.reverses_id AND e.reverses_id IS NULL AND e.debit_id = NEW.credit_id AND e.credit_id = NEW.debit_id AND e.amount = NEW.amount AND e.subject = NEW.subject AND e.gift = NEW.gift)', events=('INSERT',), name='ledger_reversal_mirrors', violation_error_message='Bút toán hủy phải ngược đúng với bút toán bị hủy, và không hủy được một bút toán hủy.'), chungtay.core.constraints.Refusal(condition='1 = 1', events=('UPDATE', 'DELETE'), name='ledger_entry_append_only', violation_error_message='Bút toán đã ghi không sửa, không xóa được; chỉ hủy bằng một bút toán mới.')],
            },
        ),
        migrations.CreateModel(
            name='Leaf',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='leaf', serialize=False, to='ledger.entry')),
                ('place', models.BigIntegerField(error_messages={'unique': 'Chỗ này trong sổ cái đã có bút toán.'}, unique=True)),
                ('hash', models.CharField(max_length=64)),
            ],
            options={
                'constraints': [chungtay.core.constraints.Refusal(condition='1 = 1', events=('UPDATE', 'DELETE'), name='ledger_leaf_append_only', violation_error_message='Phần sổ cái đã niêm phong không sửa, không xóa được.')],
            },
        ),
        migrations.CreateModel(
            name='Head',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='ngày')),
                ('size', models.BigIntegerField(verbose_name='số bút toán')),
                ('root', models.CharField(max_length=64, verbose_name='gốc')),
                ('frontier', models.JSONField(default=list)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['-size', '-day'], name='ledger_head_newest')],
                'constraints': [models.UniqueConstraint(fields=('day', 'size'), name='ledger_head_once', violation_error_message='Gốc của ngày này với cỡ này đã có.'), chungtay.core.constraints.Refusal(condition='1 = 1', events=('UPDATE', 'DELETE'), name='ledger_head_append_only', violation_error_message='Phần sổ cái đã niêm phong không sửa, không xóa được.')],
            },
        ),
        migrations.CreateModel(
            name='Node',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField()),
                ('number', models.BigIntegerField()),
                ('hash', models.CharField(max_length=64)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('level', 'number'), name='ledger_node_once', violation_error_message='Nút này của sổ cái đã có.'), chungtay.core.constraints.Refusal(condition='1 = 1', events=('UPDATE', 'DELETE'), name='ledger_node_append_only', violation_error_message='Phần sổ cái đã niêm phong không sửa, không xóa được.')],
            },
        ),
        migrations.CreateModel(
            name='Balance',
            fields=[
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='balance', serialize=False, to='ledger.account')),
                ('amount', models.BigIntegerField(default=0, verbose_name='số dư')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gte', 0), ('amount__lte', 1000000000000000000)), name='ledger_balance_never_below_zero', violation_error_message='Tài khoản không đủ; không ghi được quá số đang có.'), chungtay.core.constraints.Refusal(condition='1 = 1', events=('DELETE',), name='ledger_balance_kept', violation_error_message='Số dư của tài khoản sổ cái không xóa được.')],
            },
        ),
    ]
