"""The row that whoever changes the structure locks is there from the beginning."""

from django.db import migrations


def make(apps, schema_editor):
    versions = apps.get_model("sites", "StructureVersion").objects
    versions.get_or_create(pk=1, defaults={"token": ""})


class Migration(migrations.Migration):
    dependencies = [("sites", "0005_groups_of_roles_end")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
