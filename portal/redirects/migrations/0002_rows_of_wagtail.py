"""Takes over the old addresses that Wagtail's own app kept, where it was installed before."""

from urllib.parse import urlsplit

from django.db import migrations

TABLE = "wagtailredirects_redirect"


def take_over(apps, schema_editor):
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return
        cursor.execute(
            "SELECT old_path, redirect_page_id, redirect_link, automatically_created"
            f" FROM {TABLE} ORDER BY id"
        )
        rows = cursor.fetchall()
    _write(apps, rows)
    with connection.cursor() as cursor:
        # Left behind, their references would keep pages from being deleted.
        cursor.execute(f"DELETE FROM {TABLE}")


def _write(apps, rows):
    from portal.redirects.addresses import portal_host, spelled

    model = apps.get_model("redirects", "OldAddress")
    sites = dict(apps.get_model("sites", "MemberSite").objects.values_list("code", "pk"))
    province = apps.get_model("sites", "MemberSite").objects.filter(is_province=True).first()
    found = {}
    for old_path, page_id, link, automatic in rows:
        bare, _mark, query = old_path.partition("?")
        path = spelled(bare, query)
        if path in {None, "/"} or not (page_id or link):
            continue
        parts = urlsplit(link or "")
        own = not page_id and (parts.hostname or "").removeprefix("www.") == portal_host()
        local = not page_id and (own or link.startswith("/"))
        url = (parts.path or "/") + (f"?{parts.query}" if parts.query else "") if local else link
        found[path] = model(
            site_id=sites.get(path.split("/")[1], province and province.pk),
            host="",
            path=path,
            target_id=page_id,
            target_url="" if page_id else url,
            target_key=(spelled(parts.path) or "") if local else "",
            kind="moved" if automatic else "typed",
        )
    model.objects.bulk_create(found.values(), batch_size=500, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("redirects", "0001_initial"), ("sites", "0005_groups_of_roles_end")]

    operations = [migrations.RunPython(take_over, migrations.RunPython.noop)]
