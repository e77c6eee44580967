import chungtay.core.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('files', '0001_initial')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(max_length=250, upload_to='')),
                ('name', models.CharField(max_length=200, verbose_name='tên tệp')),
                ('media_type', models.CharField(max_length=100)),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('size', models.PositiveIntegerField()),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gửi')),
                ('uploaded_at', models.DateTimeField(verbose_name='lúc')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('size__gte', 1), ('size__lte', 20971520)), name='files_attachment_size', violation_error_message='Tệp đính kèm tối đa 20 MB.'), chungtay.core.constraints.Refusal(condition='1 = 1', events=('UPDATE', 'DELETE'), name='files_attachment_append_only', violation_error_message='Tệp đính kèm đã lưu không sửa, không xóa được.')],
            },
        ),
        migrations.CreateModel(
            name='Photo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(max_length=250, upload_to='')),
                ('thumb', models.FileField(max_length=250, upload_to='')),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('width', models.PositiveSmallIntegerField()),
                ('height', models.PositiveSmallIntegerField()),
                ('size', models.PositiveIntegerField()),
                ('may_show_faces', models.BooleanField(default=False, verbose_name='có thể nhận ra mặt người')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gửi')),
                ('uploaded_at', models.DateTimeField(verbose_name='lúc')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('size__gte', 1), ('size__lte', 300000)), name='files_photo_size', violation_error_message='Ảnh được lưu ở cỡ tối đa 300 KB.'), models.CheckConstraint(condition=models.Q(('height__gte', 1), ('height__lte', 1600), ('width__gte', 1), ('width__lte', 1600)), name='files_photo_pixels', violation_error_message='Ảnh được lưu với cạnh dài tối đa 1600 điểm ảnh.'), chungtay.core.constraints.Refusal(condition='NEW."id" IS DISTINCT FROM OLD."id" OR NEW."file" IS DISTINCT FROM OLD."file" OR NEW."thumb" IS DISTINCT FROM OLD."thumb" OR NEW."sha256" IS DISTINCT FROM OLD."sha256" OR NEW."width" IS DISTINCT FROM OLD."width" OR NEW."height" IS DISTINCT FROM OLD."height" OR NEW."size" IS DISTINCT FROM OLD."size" OR NEW."uploaded_by_id" IS DISTINCT FROM OLD."uploaded_by_id" OR NEW."uploaded_at" IS DISTINCT FROM OLD."uploaded_at"', events=('UPDATE',), name='files_photo_fixed', violation_error_message='Ảnh đã lưu không sửa được.')],
            },
        ),
    ]
