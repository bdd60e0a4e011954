import re

import pytest
from django.core.exceptions import ValidationError

from activities.models import ActivityLink
from tests.factories import make_activity, make_partner

pytestmark = pytest.mark.django_db


def page(client, activity, language="en"):
    url = {"ro": "/ro/activitati/", "hu": "/hu/tevekenysegek/", "en": "/en/activities/"}[language]
    response = client.get(f"{url}{getattr(activity, f'slug_{language}')}/")
    assert response.status_code == 200
    return response.content.decode()


def test_facts_of_a_project_are_all_there(client):
    activity = make_activity(
        kind="project",
        period="2019/..",
        partners=[make_partner("Tolna", name_en="Tolna County")],
        funder_en="European Union",
        funding_programme="Interreg Europe",
        lead_partner_en="Tolna County Development Agency",
        role_en="partner",
    )
    ActivityLink.objects.create(activity=activity, url="https://www.interregeurope.eu/fridge/")
    html = page(client, activity)
    for fact in (
        'since <time datetime="2019">2019</time>',
        "European Union",
        "Interreg Europe",
        "Tolna County Development Agency",
        "Tolna County",
        '<a class="outside" href="https://www.interregeurope.eu/fridge/" rel="external">',
    ):
        assert fact in html


def test_missing_date_is_said_in_words(client):
    assert "no date published" in page(client, make_activity(period=""))


def test_programme_and_its_parts_lead_to_each_other(client):
    programme = make_activity("Whole", kind="programme")
    part = make_activity("Part", part_of=programme)
    hidden = make_activity("Hidden part", part_of=programme, status="draft")
    assert f'href="/en/activities/{part.slug_en}/"' in page(client, programme)
    assert "Hidden part" not in page(client, programme)
    assert f'href="/en/activities/{programme.slug_en}/"' in page(client, part)
    assert client.get(f"/en/activities/{hidden.slug_en}/").status_code == 404


def test_very_many_parts_are_shown_page_by_page(client):
    programme = make_activity("Whole", kind="programme")
    for number in range(51):
        make_activity(f"Part {number:02}.", part_of=programme, period=f"{2000 + number}")
    url = f"/en/activities/{programme.slug_en}/"
    first, last = (client.get(url + query).content.decode() for query in ("", "?page=2"))
    shown = [re.findall(r"Part (\d\d)\.", html) for html in (first, last)]
    assert shown == [[f"{number:02}" for number in range(50, 0, -1)], ["00"]]
    assert 'href="?page=2#parts"' in first
    assert f'<link rel="canonical" href="https://testserver{url}?page=2">' in last
    assert client.get(f"{url}?page=9").content == last.encode()


def test_draft_programme_is_not_named_by_its_parts(client):
    programme = make_activity("Secret", kind="programme", status="draft")
    assert "Secret" not in page(client, make_activity("Part", part_of=programme))


def test_what_still_runs_comes_before_what_ended(client):
    programme = make_activity("Whole", kind="programme")
    for title, period in (("Ended", "2019/2020"), ("Running", "2019/.."), ("Newer", "2021")):
        make_activity(title, part_of=programme, period=period)
    html = page(client, programme)
    assert html.index("Newer (en)") < html.index("Running (en)") < html.index("Ended (en)")


def test_project_shows_its_budget_and_number_in_the_programme(client):
    fields = {"budget": 1234567, "eu_share": 987654, "project_number": "PGI 05678"}
    project = make_activity("FRiDGE", kind="project", slug_hu="fridge", **fields)
    html = client.get("/hu/tevekenysegek/fridge/").content.decode().replace("\xa0", " ")
    assert "1 234 567 €" in html
    assert "(ebből az Európai Uniótól: 987 654 €)" in " ".join(html.split())
    assert "PGI 05678" in html
    project.eu_share = 1234568
    with pytest.raises(ValidationError, match="Az uniós hozzájárulás több"):
        project.full_clean()


def test_news_stands_in_the_timeline_on_the_partner_s_page_and_in_a_feed(client):
    zala = make_partner("Zala")
    make_activity("Vizită", kind="news", period="2024-05-07", partners=[zala])
    for url in ("/en/activities/?kind=news", zala.get_absolute_url(), "/ro/feeds/news.atom"):
        assert "Vizită" in client.get(url).content.decode(), url


def test_theme_is_a_filter_and_leads_to_it(client):
    make_activity("Analize", theme="health", slug_en="screening")
    make_activity("Târg", theme="economy")
    html = client.get("/en/activities/screening/").content.decode()
    assert '<a href="/en/activities/?theme=health">Health</a>' in html
    response = client.get("/en/activities/?theme=health")
    assert [item.entry.title for item in response.context["timeline_items"]] == ["Analize (en)"]
