from django.db import migrations

from publishing.translations import note_all


def note_translations(apps, schema_editor):
    note_all(apps.get_model("partners", "PartnerRegion"), ["name", "text"])
    note_all(apps.get_model("partners", "TwinningDecision"), ["note"])


class Migration(migrations.Migration):
    dependencies = [("partners", "0003_editors_desk")]
    operations = [migrations.RunPython(note_translations, migrations.RunPython.noop)]
