"""Deletes an entry in the admin, as a person confirms it."""

from tests.html import ParsedPage

SLUGS = {"slug_ro": "hont", "slug_hu": "hont-megye", "slug_en": "hont-county"}


def confirm(admin_client, entry, **chosen):
    options = entry._meta
    url = f"/admin/{options.app_label}/{options.model_name}/{entry.pk}/delete/"
    return admin_client.post(url, {"post": "yes", **chosen}) if chosen else admin_client.get(url)


def delete(admin_client, entry, redirect_to=""):
    assert confirm(admin_client, entry, redirect_to=redirect_to).status_code == 302


def main(response) -> str:
    return ParsedPage(response.content.decode()).main
