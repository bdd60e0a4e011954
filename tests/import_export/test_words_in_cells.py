"""Dates, names, numbers, countries and links in a cell are understood as people write them."""

from datetime import date, datetime

import pytest

from activities.models import Activity
from decisions.models import Decision
from partners.models import PartnerRegion
from publishing.periods.dates import Period
from tests.factories import make_activity, make_partner
from tests.import_export.tables import errors

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("07.05.1994", "1994-05-07"),
        ("2010. 05. 07.", "2010-05-07"),
        ("7-22 mai 2010", "2010-05-07/2010-05-22"),
        ("2017 óta", "2017/.."),
        ("every year since 2008", "R/2008/P1Y"),
        ((date(2021, 10, 1), "mmm-yy"), "2021-10"),
        ((date(2021, 10, 1), "[$-418]mmm\\-yy;@"), "2021-10"),
        ((date(2021, 10, 1), "yyyy-mm-dd"), "2021-10-01"),
        ((datetime(2021, 10, 1), "dd.mm.yyyy"), "2021-10-01"),
        ((date(2021, 10, 1), "yyyy"), "2021"),
        (1994, "1994"),
        ("1994-05-07T00:00:00", "1994-05-07"),
        ("2010-05-07 00:00:00", "2010-05-07"),
        ("în preajma anului 1998", "1998~"),
    ],
)
def test_date_is_understood(bring, confirm, make_xlsx, cell, meant):
    activity = make_activity(period="2000")

    confirm(bring("activities", make_xlsx(["id", "period"], [activity.pk, cell])))

    assert Activity.objects.get().period == Period.parse(meant)


@pytest.mark.parametrize(
    ("header", "cell", "value"),
    [
        ("country", "Ungaria", "HU"),
        ("Ország", "magyarország", "HU"),
        ("COUNTRY ", "Hungary", "HU"),
        ("country", "hu", "HU"),
        ("country", "HUN", "HU"),
        ("country", "Cehia", "CZ"),
        ("country", "Egyesült Államok", "US"),
        ("country", "Marea Britanie", "GB"),
        ("country", "Kínai Népköztársaság", "CN"),
        ("country", "Ungaria (HU)", "HU"),
        ("country", "Magyarország/Ungaria", "HU"),
        ("country", "China (RPC)", "CN"),
        ("latitude", "46° 21′ 36″ N", 46.36),
        ("latitude", "46,36° N", 46.36),
        ("publish_at", "24 decembrie 2026, ora 8:00", "2026-12-24T08:00:00+02:00"),
        ("publish_at", "2026-12-24 8:00", "2026-12-24T08:00:00+02:00"),
        ("status", "publicat", "published"),
        ("status", "Publicată", "published"),
        ("status", "publicat(ă)", "published"),
        ("status", "Közzétéve", "published"),
        ("Állapot", "nyilvános", "published"),
        ("status", "Draft", "draft"),
        ("latitude", "46,36", 46.36),
        ("publish_at", "24.12.2026 08:00", "2026-12-24T08:00:00+02:00"),
        ("Nume", "Hont Nou", None),
        ("Name (Hungarian)", "Új Hont", None),
        ("Nume (RO)", "Hont Nou", None),
        ("nume_ro", "Hont Nou", None),
        ("Név (magyar):", "Új Hont", None),
    ],
)
def test_word_is_understood_in_any_language(bring, make_csv, header, cell, value):
    partner = make_partner(country="SK", status="published", latitude=1, longitude=1)
    is_draft = value == "published" or header == "publish_at"
    PartnerRegion.objects.update(status="draft" if is_draft else "published")

    response = bring("partners", make_csv({"id": partner.pk, header: cell}))

    made = response.context["made"]
    assert (made.notices, response.context["errors"]) == ([], [])
    (result,) = made.results
    ((_column, (_old, new)),) = result["changes"].items()
    meant = {None: cell, 46.36: "46.36", "2026-12-24T08:00:00+02:00": "2026-12-24T08:00+02:00"}
    assert new == meant.get(value, value)


@pytest.mark.parametrize(
    "cell",
    [
        "bekes",
        "Județul Békés",
        "békés megye",
        "BÉKÉS COUNTY",
        "jud. Békés",
        "Békés vármegye",
        "Békés",
        "https://testserver/ro/parteneri/bekes/",
        "/ro/parteneri/bekes/",
    ],
)
def test_partner_is_understood_by_name_in_any_language(bring, confirm, make_csv, cell):
    partner = make_partner(
        "Județul Békés", name_hu="Békés megye", name_en="Békés County", slug_ro="bekes"
    )
    decision = {"id": "", "partners": cell, "kind": "înfrățire", "number": "1", "date": "1994"}
    activity = {"id": "", "kind": "event", "title_ro": "Târg", "partners": cell}

    confirm(bring("decisions", make_csv(decision)))
    confirm(bring("activities", make_csv(activity)))

    assert list(Decision.objects.get().partners.all()) == [partner]
    assert list(Activity.objects.get().partners.all()) == [partner]


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        ("19", ""),
        ("19.", ""),
        ("nr. 19", ""),
        ("19/1994", ""),
        ("19 din 1994", ""),
        ("H.C.J. 19/1994", ""),
        ("19/1994 (7.05.1994)", ""),
        ("19 (a)", "“19 (a)” is not a number."),
        ("19,0", ""),
        ("19/1995", "The number says 1995, the date 7 mai 1994: correct one of them."),
        ("19-1994", "“19-1994” is not a number."),
        ("XIX", "“XIX” is not a number."),
    ],
)
def test_number_of_a_decision_is_understood(bring, make_csv, cell, error):
    make_partner(slug_ro="bekes")
    row = {"partner": "bekes", "kind": "twinning", "number": cell, "date": "7 mai 1994"}

    response = bring("decisions", make_csv({"id": "", **row}))

    assert [message for *_place, message in errors(response)] == [error] * bool(error)
    if not error:
        (result,) = response.context["made"].results
        assert result["changes"]["number"][1] == "19"


@pytest.mark.parametrize(("cell", "code"), [("Moldova", "MD"), ("Moldova, Republica", "MD")])
def test_country_is_understood_by_a_part_of_its_name(bring, make_csv, cell, code):
    response = bring("partners", make_csv({"id": "", "name_ro": "Hont", "country": cell}))

    (result,) = response.context["made"].results
    assert result["changes"]["country"][1] == code


def test_links_are_understood_without_a_scheme(bring, make_csv):
    partner = make_partner()
    cell = "a.example.ro; <https://b.example.ro>\nhttp://localhost/"

    response = bring("partners", make_csv({"id": partner.pk, "links": cell}))

    ((_row, column, message),) = errors(response)
    assert (column, message.startswith("http://localhost/: “localhost” exists only")) == (
        "links",
        True,
    )


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("a_x000D_\nb", "a\nb"),
        ("a_x000B_b", "a b"),
        ("a_x005F_x000A_b", "a_x000A_b"),
        ("cod_x00e9_", "cod_x00e9_"),
    ],
)
def test_escape_of_a_spreadsheet_is_the_letter_that_it_stands_for(
    bring, confirm, make_xlsx, cell, meant
):
    partner = make_partner()

    confirm(bring("partners", make_xlsx(["id", "address"], [partner.pk, cell])))

    assert PartnerRegion.objects.get().address == meant


def test_text_is_normalised(bring, confirm, make_csv):
    row = {"id": "", "kind": "event", "title_ro": "Consiliul Judeţean\u200b", "summary_hu": "a\vb"}

    confirm(bring("activities", make_csv(row)))

    activity = Activity.objects.get()
    assert (activity.title_ro, activity.summary_hu) == ("Consiliul Județean", "a b")
