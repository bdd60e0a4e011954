"""What the form of an entry asks of the database, and of how many classes its admin is made."""

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publishing.publication import Edited
from tests.admin.browser_forms import form_of
from tests.factories import make_decision, make_partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher(staff):
    return staff("publisher")


@pytest.fixture
def url(publisher) -> str:
    """The form of a partner with one decision, opened once already."""
    partner = make_partner(text_ro="<p>Un text.</p>")
    make_decision(partner)
    url = f"/admin/partners/partnerregion/{partner.pk}/change/"
    publisher.get(url)
    return url


def test_form_is_shown_with_few_queries(publisher, url, django_assert_num_queries):
    with django_assert_num_queries(18):
        publisher.get(url)


def test_form_is_saved_with_few_queries(publisher, url):
    """The entry is selected once."""
    sent = form_of(publisher.get(url), text_ro="<p>Altul.</p>")

    with CaptureQueriesContext(connection) as queries:
        response = publisher.post(url, sent)

    executed = [query["sql"] for query in queries]
    the_entry = [sql for sql in executed if 'WHERE "partners_partnerregion"."id" =' in sql]
    assert response.status_code == 302
    read = [sql for sql in the_entry if sql.startswith("SELECT") and "FOR UPDATE" not in sql]
    assert len(read) == 1  # and locked, where the database can lock a row
    assert len(executed) <= 42


def test_admin_of_an_entry_is_made_of_at_most_six_classes_of_ours():
    edited = [model for model in apps.get_models() if issubclass(model, Edited)]
    made_of = {
        model.__name__: [
            made
            for made in type(admin.site.get_model_admin(model)).__mro__
            if (settings.BASE_DIR / made.__module__.split(".")[0]).is_dir()
        ]
        for model in filter(admin.site.is_registered, edited)
    }

    assert len(made_of) == 12
    assert {name: len(classes) for name, classes in made_of.items() if len(classes) > 6} == {}


@pytest.mark.parametrize("wrong", [{"coordinates": "1000"}, {"iso_code": "x" * 50}])
def test_folded_fieldset_with_an_error_stands_open(publisher, url, wrong):
    sent = form_of(publisher.get(url), **wrong)

    refused = publisher.post(url, sent)

    assert refused.status_code == 200
    assert set(refused.context["adminform"].form.errors) == set(wrong)
    assert "On the map and in statistics" in _folded(publisher.get(url))
    assert "On the map and in statistics" in refused.content.decode()
    assert "On the map and in statistics" not in _folded(refused)


def _folded(response) -> list[str]:
    """The headings of the fieldsets that are shown folded."""
    return re.findall(r"<details><summary>\s*<h\d[^>]*>([^<]*)<", response.content.decode())
