from django.db import migrations

from publishing.recording import keep_first_versions


def keep(apps, schema_editor):
    keep_first_versions(apps, "partners", "PartnerRegion")
    keep_first_versions(apps, "partners", "PartnerLink")
    keep_first_versions(apps, "partners", "TwinningDecision")


class Migration(migrations.Migration):
    dependencies = [("partners", "0006_history")]
    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
