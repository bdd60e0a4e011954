"""A table goes out and comes back, as a person in the admin has it."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook


@pytest.fixture
def admin_client(django_user_model):
    user = django_user_model.objects.create_superuser("admin")
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def export(admin_client):
    """A table as a file: ``export("partners", "xlsx", "?stage=draft")``."""

    def exported(table, ending="csv", query="") -> bytes:
        response = admin_client.get(f"/admin/import-export/{table}/export.{ending}{query}")
        assert response.status_code == 200
        return response.getvalue()

    return exported


@pytest.fixture
def bring(admin_client):
    """The page about a file: what it would change, or what is wrong in it."""

    def brought(table, content: bytes, name="table.csv"):
        file = SimpleUploadedFile(name, content)
        url = f"/admin/import-export/{table}/import/"
        return admin_client.post(url, {"file": file}, follow=True)

    return brought


@pytest.fixture
def confirm(admin_client):
    def confirmed(response):
        seen = {"checked_at": response.context["made"].checked_at}
        return admin_client.post(response.request["PATH_INFO"], seen, follow=True)

    return confirmed


@pytest.fixture
def make_csv():
    def made(*rows: dict) -> bytes:
        text = io.StringIO()
        writer = csv.DictWriter(text, dict.fromkeys(name for row in rows for name in row))
        writer.writeheader()
        writer.writerows(rows)
        return text.getvalue().encode()

    return made


@pytest.fixture
def make_xlsx():
    """A workbook of rows; a cell that is a pair is a value and its number format."""

    def made(*rows: list, sheets: dict[str, list] | None = None) -> bytes:
        book = Workbook()
        for title, lines in {**(sheets or {}), "Table": rows}.items():
            sheet = book.create_sheet(title)
            for number, line in enumerate(lines, start=1):
                for place, value in enumerate(line, start=1):
                    cell = sheet.cell(number, place)
                    cell.value, *formats = value if isinstance(value, tuple) else (value,)
                    if formats:
                        cell.number_format = formats[0]
        book.remove(book.worksheets[0])
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()

    return made
