"""Every change is kept, with who and when; any two versions compare; each can be restored."""

from datetime import timedelta

import pytest
from django.utils import timezone

from activities.models import Project
from decisions.models import Agreement
from history.snapshots import History
from pages.models import Page
from partners.models import PartnerRegion
from tests.admin.browser_forms import form_of
from tests.factories import make_activity, make_agreement, make_decision, make_page, make_partner


@pytest.fixture
def partner(db):
    partner = make_partner("Județul Hont", seat="Ipolyság", text_ro="<p>Un text.</p>")
    make_decision(partner, number=19)
    return long_ago(partner)


def long_ago(entry):
    """Has all of the entry's versions be a day older, so that what follows is another one."""
    for placed in History(type(entry), entry.pk).records:
        record = placed[1]
        record.history_date -= timedelta(days=1)
        record.save()
    return entry


def change(admin_client, entry, **typed):
    url = f"/admin/{entry._meta.app_label}/{entry._meta.model_name}/{entry.pk}/change/"
    response = admin_client.post(url, form_of(admin_client.get(url), **typed))
    assert response.status_code == 302


def history(admin_client, entry, view="history", **query):
    url = f"/admin/{entry._meta.app_label}/{entry._meta.model_name}/{entry.pk}/{view}/"
    return admin_client.get(url, query)


def versions(admin_client, entry):
    return list(history(admin_client, entry).context["page"])


def restore(admin_client, entry, version):
    url = f"/admin/{entry._meta.app_label}/{entry._meta.model_name}/{entry.pk}/restore/"
    return admin_client.post(url, {"when": version.key})


def test_history_says_who_changed_what(admin_client, partner):
    change(admin_client, partner, seat="Šahy", **{"agreements-0-kind": "friendship"})

    newest, oldest = versions(admin_client, partner)

    assert (newest.who, newest.changed) == (
        "bori",
        ["Administrative centre", "Agreement 19/1994: Kind"],
    )
    assert oldest.who == ""
    assert newest.when > oldest.when
    assert "the site itself" in history(admin_client, partner).content.decode()


def test_saving_without_a_change_makes_no_version(admin_client, partner):
    change(admin_client, partner)

    assert len(versions(admin_client, partner)) == 1


def test_any_two_versions_compare_field_by_field(admin_client, partner):
    change(admin_client, partner, seat="Šahy")
    long_ago(partner)
    change(admin_client, partner, text_ro="<p>Un text nou.</p>", country="SK")
    newest, _middle, oldest = versions(admin_client, partner)

    compared = history(admin_client, partner, "compare", one=newest.key, other=oldest.key)

    assert {(c["label"], c["marked"]) for c in compared.context["changes"]} == {
        ("Text (Romanian)", "Un text<ins> nou</ins>."),
        ("Country", "<del>Hungary</del><ins>Slovakia</ins>"),
        ("Administrative centre", "<del>Ipolyság</del><ins>Šahy</ins>"),
    }


def test_restored_version_is_as_it_was_and_can_be_undone(admin_client, partner):
    change(admin_client, partner, seat="Šahy", name_hu="Más")
    newest, oldest = versions(admin_client, partner)
    long_ago(partner)
    newest, oldest = versions(admin_client, partner)

    restore(admin_client, partner, oldest)

    restored = PartnerRegion.objects.get()
    assert (restored.seat, restored.name_hu) == ("Ipolyság", "Județul Hont (hu)")
    assert versions(admin_client, partner)[0].reason == "restored"
    restore(admin_client, partner, newest)
    assert PartnerRegion.objects.get().seat == "Šahy"


def test_restoring_brings_back_agreements_and_takes_away_later_ones(admin_client, partner):
    first = partner.agreements.get()
    change(admin_client, partner, **{"agreements-0-DELETE": "on"})
    make_agreement(partner, since="2020")
    long_ago(partner)
    oldest = versions(admin_client, partner)[-1]

    restore(admin_client, partner, oldest)

    agreement = Agreement.objects.get()
    assert (agreement.pk, agreement.reference, agreement.status) == (first.pk, "19/1994", "draft")


def test_restoring_leaves_publication_alone(admin_client, partner):
    change(admin_client, partner, seat="Šahy", status="draft")
    long_ago(partner)

    restore(admin_client, partner, versions(admin_client, partner)[-1])

    restored = PartnerRegion.objects.get()
    assert (restored.seat, restored.status) == ("Ipolyság", "draft")


def test_restoring_says_why_it_cannot(admin_client, partner):
    old_slug = partner.slug_ro
    change(admin_client, partner, slug_ro="hont")
    other = make_partner("Alt")  # it could not be given the address by a form
    PartnerRegion.objects.filter(pk=other.pk).update(slug_ro=old_slug)
    long_ago(partner)

    response = restore(admin_client, partner, versions(admin_client, partner)[-1])

    (message,) = [str(m) for m in response.context["messages"]]
    assert message.startswith("Address")
    assert PartnerRegion.objects.get(pk=partner.pk).slug_ro == "hont"


@pytest.mark.parametrize("when", ["", "yesterday", "2026-11-24"])
def test_version_of_no_moment_is_not_found(admin_client, partner, when):
    assert history(admin_client, partner, "restore", when=when).status_code == 404


def test_changes_of_a_kind_of_activity_are_kept_with_its_partners(admin_client, partner):
    project = Project.objects.get(pk=make_activity("Dans", kind="project").pk)
    long_ago(project)

    change(admin_client, project, title_ro="Dansuri", partners=[str(partner.pk)])
    long_ago(project)
    newest, oldest = versions(admin_client, project)
    restore(admin_client, project, oldest)

    assert newest.changed == ["Title (Romanian)", "Partner regions"]
    restored = Project.objects.get()
    assert (restored.title_ro, list(restored.partners.all())) == ("Dans", [])


def test_deleted_partner_is_brought_back_as_a_draft_with_its_decisions(admin_client, partner):
    long_ago(partner)
    admin_client.post(f"/admin/partners/partnerregion/{partner.pk}/delete/", {"post": "yes"})
    assert not PartnerRegion.objects.exists()

    listed = admin_client.get("/admin/partners/partnerregion/deleted/").context["records"]
    admin_client.post(f"/admin/partners/partnerregion/deleted/{partner.pk}/")

    assert [(record.heading, str(record.history_user)) for record in listed] == [
        ("Județul Hont (en)", "bori")
    ]
    back = PartnerRegion.objects.get()
    assert (back.pk, back.status, back.slug_ro) == (partner.pk, "draft", partner.slug_ro)
    assert [d.number for d in back.decisions.all()] == [19]
    assert admin_client.get("/admin/partners/partnerregion/deleted/").context["records"] == []


def test_versions_cost_the_same_queries_however_many(
    admin_client, db, django_assert_max_num_queries
):
    page = make_page("Despre")
    for number in range(12):
        long_ago(page)
        page = Page.objects.get()
        page.title_ro = f"Despre {number}"
        page.save()

    with django_assert_max_num_queries(8):
        assert len(versions(admin_client, page)) == 13


def test_page_of_versions_is_for_those_who_may_see_the_entry(client, partner, django_user_model):
    client.force_login(django_user_model.objects.create_user("ana", is_staff=True))

    timestamp = timezone.now().isoformat()
    answers = [
        history(client, partner).status_code,
        history(client, partner, "compare", one=timestamp, other=timestamp).status_code,
        client.post(
            f"/admin/partners/partnerregion/{partner.pk}/restore/", {"when": timestamp}
        ).status_code,
        client.get("/admin/partners/partnerregion/deleted/").status_code,
    ]

    assert answers == [403] * 4
