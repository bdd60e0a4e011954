"""Writes drafts through the form of an entry, and looks at what tells of them."""

import re

from django.contrib.auth.models import User
from django.test import Client

from accounts.roles import Role, give_role
from tests.admin.browser_forms import form_of


def log_in(role: str, **profile) -> Client:
    user = User.objects.create_user(role, password="kept in a test")
    give_role(user, Role(role), ["hu"], **profile)
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def url(partner, view="change") -> str:
    return f"/admin/partners/partnerregion/{partner.pk}/{view}/"


def send(client, partner, **typed):
    """Open the form of an entry, type something and save; return the page that follows."""
    form = form_of(client.get(url(partner)))
    return client.post(url(partner), {**form, **typed}, follow=True)


def messages(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def shown(client, partner, name: str):
    return client.get(url(partner)).context["adminform"].form.initial[name]


# What could tell of a draft: each must be the same, byte for byte, with and without it.
PUBLIC = [
    "/ro/parteneri/",
    "/ro/parteneri/hont/",
    "/hu/partnerek/hont-hu/",
    "/ro/cautare/?q=secret",
    "/sitemap-partners.xml",
    "/ro/feeds/all.atom",
    "/data/partners.json",
    "/api/v1/partners",
    "/ro/versiuni/p{pk}/",
]


def seen_by_the_public(partner) -> dict[str, tuple[int, str]]:
    client = Client()
    answers = {place: client.get(place.format(pk=partner.pk)) for place in PUBLIC}
    return {
        place: (answer.status_code, re.sub(r"[0-9.]+ ms", "", answer.content.decode()))
        for place, answer in answers.items()
    }
