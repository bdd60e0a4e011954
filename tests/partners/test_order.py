"""Lists of names are in the order of the reader's language."""

import re
from random import Random

import pytest
from django.utils.translation import override

from activities.models import Activity
from partners.filters import arranged
from partners.models import PartnerRegion
from publishing.folding import sort_key
from publishing.text import normalise_text
from tests.factories import make_activity, make_partner

pytestmark = pytest.mark.django_db
RO = ["Raionul Strășeni", "Raionul Ștefan Vodă", "Satu Mare", "Sălaj", "Telenești", "Țara"]
HU = ["Bács-Kiskun", "Békés", "Cuha", "Csongrád-Csanád", "Győr-Moson-Sopron", "Olt", "Öcs", "Zala"]


def test_partners_are_ordered_by_name_as_the_language_does(client):
    for name in (RO[3], RO[0], RO[5], RO[1], RO[4], RO[2]):
        make_partner(name, name_hu="Ö" + name)
    for direction, names in (("name", RO), ("-name", RO[::-1])):
        html = client.get("/ro/parteneri/", {"sort": direction}).content.decode()
        found = re.findall(r'href="/ro/parteneri/[^"/]+/"[^>]*>([^<]+)<', html)
        assert [name.strip() for name in dict.fromkeys(found) if name.strip() in names] == names
    assert [p.name_ro for p in arranged(PartnerRegion.objects.all(), "name")] == RO


def test_hungarian_pairs_of_letters_follow_the_first_of_them():
    for name in sorted(HU, key=len):
        make_partner(name, name_hu=name)
    with override("hu"):
        assert [p.name for p in PartnerRegion.objects.order_by("sort_name")] == HU


def test_countries_are_ordered_by_name_as_the_language_does(client):
    for code in ("ZA", "SE", "ES", "TR", "TH", "AT"):
        make_partner(country=code)
    html = client.get("/ro/parteneri/?sort=country").content.decode()
    options = re.search(r'<select[^>]*name="country".*?</select>', html, re.DOTALL)[0]
    codes = re.findall(r'<option value="([A-Z]{2})"', options)
    assert codes == ["ZA", "AT", "ES", "SE", "TH", "TR"]


def test_titles_are_ordered_in_the_admin_as_the_language_does(admin_client):
    for title in ("Țară", "Tzar", "Târg", "Targ", "Zi"):
        make_activity(title)
    html = admin_client.get("/admin/activities/event/?o=1").content.decode()
    found = re.findall(r'class="field-heading[^"]*"><a [^>]*>([^<]+)<', html)
    with override("ro"):
        assert [a.title for a in Activity.objects.order_by("sort_name")] == [
            *("Targ", "Târg", "Tzar", "Țară", "Zi"),
        ]
    assert [title.removesuffix(" (en)") for title in found] == [
        *("Targ", "Târg", "Tzar", "Țară", "Zi"),
    ]


@pytest.mark.database
@pytest.mark.parametrize("language", ["ro", "hu", "en"])
def test_every_database_orders_any_names_by_their_keys(language):
    random, letters = Random(1), "aăâáeéiîíoóöőuúüűsșşztțţyzcgnŁłßæ -’.~_1A\u0301\U0001f600中"
    names = {"".join(random.choices(letters, k=random.randint(1, 6))) for _ in range(40)}
    names = {name for name in map(normalise_text, names) if name.strip()}
    for name in sorted(names):
        make_partner("Hont", **{f"name_{language}": name})
    with override(language):
        keys = [p.sort_name for p in PartnerRegion.objects.order_by("sort_name", "pk")]
        names = [p.name for p in PartnerRegion.objects.order_by("sort_name", "pk")]
    assert keys == sorted(keys)
    assert keys == [sort_key(name, language) for name in names]
