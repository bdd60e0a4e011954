from django.db import migrations

from publishing.recording import keep_first_versions


def keep(apps, schema_editor):
    keep_first_versions(apps, "publishing", "Picture")


class Migration(migrations.Migration):
    dependencies = [("publishing", "0003_history")]
    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
