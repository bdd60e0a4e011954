"""A table on its way out and back."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile

from partners.models import PartnerRegion
from publishing.entry_types import tables
from publishing.languages import is_translation


def brought(admin_client, subject, content: bytes, name="table.csv"):
    """The page about a file: what it would change, or what is wrong in it."""
    file = SimpleUploadedFile(name, content)
    return admin_client.post(f"/admin/import-export/{subject}/import/", {"file": file}, follow=True)


def confirm(admin_client, response):
    url = response.request["PATH_INFO"]
    checked_at = response.context["made"].checked_at
    return admin_client.post(url, {"checked_at": checked_at}, follow=True)


def table(*rows: dict) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, dict.fromkeys(name for row in rows for name in row))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def everything(subject) -> list:
    kind = tables()[subject]
    model = kind.model
    in_the_active_language = {
        f.translated_field.name for f in model._meta.fields if is_translation(f)
    }
    columns = [
        f.attname for f in model._meta.fields if f.name not in {"updated", *in_the_active_language}
    ]
    links = (
        list(model._base_manager.values("pk", "links")) if "links" in kind.table.relations else []
    )
    return [*model._base_manager.order_by("pk").values(*columns), *links]


PARTNER = {"id": "", "name_ro": "Hont", "country": "HU", "position": 1}


def errors(response) -> list[tuple]:
    """What is wrong with a table, by row and column."""
    return [(e["row"], e["column"], e["message"]) for e in response.context["errors"]]


def rows_of(content: bytes) -> list[dict]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def save_as_colleague(partner, **fields):
    partner = PartnerRegion.objects.get(pk=partner.pk)
    for name, value in fields.items():
        setattr(partner, name, value)
    partner.save()
