

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='KnownPlugin',
            fields=[
                ('slug', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('version', models.CharField(max_length=40)),
                ('package', models.CharField(max_length=200)),
                ('tables', models.JSONField(default=list)),
                ('updated_at', models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name='Activation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plugin', models.CharField(max_length=60, verbose_name='plugin')),
                ('scope_kind', models.CharField(choices=[('installation', 'Installation'), ('site', 'Member site'), ('unit', 'Unit')], max_length=20, verbose_name='kind of place')),
                ('scope_id', models.PositiveBigIntegerField(default=0, verbose_name='place')),
                ('enabled', models.BooleanField(verbose_name='switched on')),
            ],
            options={
                'verbose_name': 'decision about a plugin',
                'verbose_name_plural': 'decisions about plugins',
                'constraints': [models.UniqueConstraint(fields=('plugin', 'scope_kind', 'scope_id'), name='plugins_one_activation')],
            },
        ),
        migrations.CreateModel(
            name='ActivationChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plugin', models.CharField(db_index=True, max_length=60, verbose_name='plugin')),
                ('plugin_name', models.CharField(max_length=200, verbose_name='name of the plugin')),
                ('scope_kind', models.CharField(choices=[('installation', 'Installation'), ('site', 'Member site'), ('unit', 'Unit')], max_length=20, verbose_name='kind of place')),
                ('scope_id', models.PositiveBigIntegerField(default=0, verbose_name='place')),
                ('scope_name', models.CharField(max_length=200, verbose_name='name of the place')),
                ('enabled', models.BooleanField(verbose_name='switched on')),
                ('actor_name', models.CharField(max_length=200, verbose_name='name of the person')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='time')),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'switching of a plugin',
                'verbose_name_plural': 'switchings of plugins',
                'ordering': ['-at', '-pk'],
            },
        ),
    ]
