"""What Wagtail's own migrations have put into the database gets Vietnamese names.

The groups for its approval by moderators give way to the roles of member sites; they stay where
somebody is in them.
"""

from django.db import migrations

EVERYTHING = "Toàn cổng"
SHARED = "Kho chung"
WELCOME = "Trang chủ tạm"


def rename(apps, schema_editor):
    pages = apps.get_model("wagtailcore", "Page").objects
    pages.filter(depth=1, title="Root").update(title=EVERYTHING, draft_title=EVERYTHING)
    # Its title stays in the log when the first home page takes its place.
    welcome = pages.filter(depth=2, title="Welcome to your new Wagtail site!")
    welcome.update(title=WELCOME, draft_title=WELCOME)
    apps.get_model("wagtailcore", "Collection").objects.filter(depth=1, name="Root").update(name=SHARED)
    groups = apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Moderators"])
    groups.filter(user=None, site_role=None).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("sites", "0001_initial"),
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailadmin", "0006_formstate"),
    ]
    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
