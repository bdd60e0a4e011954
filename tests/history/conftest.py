import pytest

from tests.factories import make_partner
from tests.history.changed import DAY, START, at


@pytest.fixture
def partner(db):
    """Public since 1 January 2020; its seat changed on the 11th, its Hungarian text on the 21st."""
    partner = make_partner(
        "Hont", slug_en="hont", slug_hu="hont-hu", seat="Ipolyság", text_ro="Un text."
    )
    at(START, partner)
    at(START + 10 * DAY, partner, seat="Léva")
    at(START + 20 * DAY, partner, text_hu="Egy szöveg.")
    return partner
