"""What gives the content another revision, and what does not."""

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from editing.link_check.models import CheckedLink
from harghita_intl.page_cache.models import ContentRevision
from harghita_intl.page_cache.revision import revision_of
from harghita_intl.page_cache.triggers import NOT_SHOWN, SHOWN_IF, content_models, install_triggers
from publishing.previews.links import PreviewLink
from tests.factories import make_activity, make_decision, make_partner

transactional = pytest.mark.django_db(transaction=True)


@pytest.fixture
def revision():
    made = revision_of(connection)
    yield made
    made.close()


@transactional
def test_sessions_logins_previews_and_checks_of_links_change_nothing(revision):
    partner = make_partner("Hont")
    user = get_user_model().objects.create_superuser("bori", password="kept in a test")
    link = CheckedLink.objects.create(url="https://example.org/")
    before = revision()

    SessionStore().save()
    Client().post("/admin/login/", {"username": "bori", "password": "wrong"})
    Client().post("/admin/login/", {"username": "nobody", "password": "wrong"})
    Client().force_login(user)
    PreviewLink.objects.create(entry=partner, made_by=user)
    link.status, link.checked = 200, timezone.now()
    link.save()
    CheckedLink.objects.create(url="https://example.com/").delete()

    assert revision() == before


@transactional
def test_every_change_of_content_counts_however_it_is_made(revision):
    partner, activity = make_partner("Hont"), make_activity()
    seen = [revision()]
    for change in (
        lambda: make_decision(partner),
        lambda: type(partner).objects.filter(pk=partner.pk).update(seat="Léva"),
        lambda: activity.partners.add(partner),
        lambda: activity.partners.clear(),
        lambda: connection.cursor().execute("UPDATE pages_page SET slug_en = slug_en"),
        lambda: CheckedLink.objects.create(
            url="https://example.org/", unreachable_since=timezone.now()
        ),
        lambda: CheckedLink.objects.update(checked=timezone.now() + timedelta(days=1)),
        lambda: CheckedLink.objects.all().delete(),
        lambda: partner.delete(),
    ):
        change()
        seen.append(revision())
    if connection.vendor == "sqlite":  # a statement that changes no row counts in PostgreSQL only
        assert seen.pop(5) == seen[4]

    assert len(set(seen)) == len(seen)


@transactional
def test_many_statements_of_a_transaction_change_it_once(revision):
    """On PostgreSQL each version of a row makes the next one dearer: an import stood still."""
    partner, values = make_partner("Hont"), []
    before = revision()

    with transaction.atomic():
        for seat in ("Léva", "Ipolyság"):
            with transaction.atomic():
                type(partner).objects.update(seat=seat)
            values.append(ContentRevision.objects.get().value)
        if connection.vendor == "sqlite":
            values.pop(0)  # which changes its row in place
        with suppress(ZeroDivisionError), transaction.atomic():
            type(partner).objects.update(seat="")
            raise ZeroDivisionError

    assert len(set(values)) == 1
    assert UUID(revision()) == values[0] != UUID(before)


@pytest.mark.django_db
def test_every_content_table_is_watched_once(django_assert_max_num_queries):
    tables = {model._meta.db_table for model in content_models()}
    sql = {
        "sqlite": "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(sql[connection.vendor])
        watched = [table for (table,) in cursor.fetchall()]

    assert {"partners_partnerregion", "activities_activity_partners", "pages_page"} <= tables
    assert sorted(watched) == sorted([*tables] * 3)
    with django_assert_max_num_queries(6):  # nothing is left to do
        install_triggers(connection.alias)


@pytest.mark.django_db
def test_trigger_that_is_missing_or_of_no_more_use_is_put_right():
    before = ContentRevision.objects.get().value
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE page_cache_other (a INTEGER)")
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TRIGGER page_cache_old AFTER DELETE ON page_cache_other BEGIN SELECT 1; END"
            )
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'pages_page'"
            )
        else:
            cursor.execute(
                "CREATE TRIGGER page_cache_old BEFORE DELETE ON page_cache_other"
                " EXECUTE FUNCTION page_cache_content_changed()"
            )
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = 'pages_page'::regclass"
                " AND NOT tgisinternal"
            )
        lost = cursor.fetchone()[0]
        of_table = "" if connection.vendor == "sqlite" else " ON pages_page"
        cursor.execute(f"DROP TRIGGER {lost}{of_table}")

        install_triggers(connection.alias)

        names = {
            "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
            "postgresql": "SELECT tgname FROM pg_trigger",
        }
        cursor.execute(names[connection.vendor])
        installed = {name for (name,) in cursor.fetchall()}
    assert lost in installed
    assert "page_cache_old" not in installed
    assert ContentRevision.objects.get().value != before


def test_what_is_said_of_models_is_said_of_some_that_there_are():
    known = {model._meta.label_lower for model in apps.get_models()}
    labels = {config.label for config in apps.get_app_configs()}

    assert known | labels >= NOT_SHOWN | SHOWN_IF.keys()
