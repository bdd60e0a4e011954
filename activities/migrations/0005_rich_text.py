from django.db import migrations

from publishing.fields import RichTextField
from publishing.markdown import convert_all


def markdown_to_html(apps, schema_editor):
    convert_all(apps.get_model("activities", "Activity"), ["text", "text_ro", "text_hu", "text_en"])


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0004_note_translations"),
    ]

    operations = [
        migrations.AlterField(
            model_name="activity",
            name="text",
            field=RichTextField(blank=True, verbose_name="text"),
        ),
        migrations.AlterField(
            model_name="activity",
            name="text_en",
            field=RichTextField(blank=True, null=True, verbose_name="text"),
        ),
        migrations.AlterField(
            model_name="activity",
            name="text_hu",
            field=RichTextField(blank=True, null=True, verbose_name="text"),
        ),
        migrations.AlterField(
            model_name="activity",
            name="text_ro",
            field=RichTextField(blank=True, null=True, verbose_name="text"),
        ),
        migrations.RunPython(markdown_to_html, migrations.RunPython.noop),
    ]
