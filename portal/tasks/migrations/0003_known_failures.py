from django.db import migrations


def note_failures(apps, schema_editor):
    """Tasks that failed before there were states belong into the list of failures, too."""
    results = apps.get_model("django_tasks_database", "DBTaskResult").objects
    states = apps.get_model("tasks", "TaskState").objects
    failed = results.filter(status="FAILED", state=None).values_list("pk", "traceback")
    states.bulk_create(
        [
            states.model(
                pk=pk, attempts=1, is_failed=True, error=text.strip().rpartition("\n")[2][:1000]
            )
            for pk, text in failed.iterator()
        ],
        batch_size=500,
    )


class Migration(migrations.Migration):

    dependencies = [
        ("tasks", "0002_task_recovery"),
    ]

    operations = [
        migrations.RunPython(note_failures, migrations.RunPython.noop),
    ]
