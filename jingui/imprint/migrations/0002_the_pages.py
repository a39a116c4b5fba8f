"""One row for each of the pages, without words of its own."""

from django.db import migrations

NAMES = ("about", "contact", "cooperation", "privacy", "terms")


def make(apps, _schema_editor):
    Page = apps.get_model("imprint", "Page")
    for name in NAMES:
        Page.objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("imprint", "0001_pages_and_letters")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
