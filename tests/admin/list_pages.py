"""Reads the page of a list of the admin."""

import re

PARTNERS = "/admin/partners/partnerregion/"


def rows(response) -> list[str]:
    """The entries in the list, by their names."""
    assert response.status_code == 200
    return [str(entry) for entry in response.context["cl"].result_list]


def cell(response, column: str) -> str:
    """The words in a column of the list's first row."""
    found = re.search(rf'class="field-{column}[^>]*>(.*?)</t[dh]>', response.content.decode())
    return re.sub("<[^>]*>", "", found[1])
