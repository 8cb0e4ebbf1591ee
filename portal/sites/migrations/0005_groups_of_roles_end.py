from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("sites", "0004_roles_from_groups")]
    operations = [migrations.DeleteModel(name="SiteRole")]
