from django.db import migrations

from publishing.translations import note_all


def note_translations(apps, schema_editor):
    note_all(apps.get_model("pages", "Page"), ["title", "menu_title", "summary", "text"])


class Migration(migrations.Migration):
    dependencies = [("pages", "0003_editors_desk")]
    operations = [migrations.RunPython(note_translations, migrations.RunPython.noop)]
