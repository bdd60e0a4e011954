from django.db import migrations

from publishing.recording import keep_first_versions


def keep(apps, schema_editor):
    keep_first_versions(apps, "pages", "Page")


class Migration(migrations.Migration):
    dependencies = [("pages", "0006_history")]
    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
