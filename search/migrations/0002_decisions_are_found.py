from django.db import migrations


def empty(apps, schema_editor):
    """Has the index made anew, with the decisions in it: what is empty is filled in the end."""
    apps.get_model("search", "Posting").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("search", "0001_the_index")]

    operations = [migrations.RunPython(empty, migrations.RunPython.noop)]
