from django.db import migrations


class Migration(migrations.Migration):
    """The text of a decision is a document of the library, attached to it."""

    dependencies = [("decisions", "0001_initial")]

    operations = [
        migrations.RemoveField("decision", "document"),
        migrations.RemoveField("historicaldecision", "document"),
    ]
