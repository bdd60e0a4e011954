from django.db import migrations

from publishing.recording import keep_first_versions


def keep(apps, schema_editor):
    keep_first_versions(apps, "activities", "Activity", "partners")
    keep_first_versions(apps, "activities", "ActivityLink")


class Migration(migrations.Migration):
    dependencies = [("activities", "0006_history")]
    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
