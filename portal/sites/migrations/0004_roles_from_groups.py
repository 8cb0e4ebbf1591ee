"""Whoever was in the group of a role holds the role; the groups end."""

from django.db import migrations


def carry_over(apps, schema_editor):
    grants = apps.get_model("sites", "RoleGrant").objects
    groups = apps.get_model("auth", "Group").objects
    site_roles = apps.get_model("sites", "SiteRole").objects
    for held in site_roles.select_related("site"):
        for person in groups.get(pk=held.group_id).user_set.all():
            grants.get_or_create(person=person, role=held.role, site=held.site, scope="site")
        held.delete()
        groups.filter(pk=held.group_id).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("sites", "0003_roles_as_rows"),
        ("accounts", "0002_order_by_given_name"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
