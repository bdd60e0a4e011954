"""An editor proposes, a publisher sends back, and the public page changes at its time."""

from datetime import timedelta
from email import message_from_bytes, policy
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from time import monotonic, sleep

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from playwright.sync_api import expect

from accounts.roles import Role, give_role
from history.models import Draft
from tests.browser.conftest import PASSWORD
from tests.factories import make_partner

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


class Postman(StreamRequestHandler):
    """Takes mail as SMTP servers do, as far as Django speaks it, and puts it into a list."""

    def handle(self):
        self.reply("220 loopback")
        while line := self.rfile.readline().strip().upper():
            if line == b"DATA":
                self.reply("354 go on")
                self.take()
            self.reply("221 bye" if line == b"QUIT" else "250 ok")

    def take(self):
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        self.server.mails.append(message_from_bytes(b"".join(lines), policy=policy.default))

    def reply(self, words):
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def mails(settings):
    """What was delivered to a mail server on this machine."""
    with ThreadingTCPServer(("127.0.0.1", 0), Postman) as server:
        server.mails = []
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.mails
        server.shutdown()


def arrived(mails, number: int):
    """Return the mail of that number, when it has come."""
    until = monotonic() + 15
    while len(mails) <= number and monotonic() < until:
        sleep(0.05)
    return mails[number]


@pytest.fixture
def person(browser, live_server, watch, settings):
    """Gives a window of their own to people of a role, who are logged in."""
    settings.SITE_URL = live_server.url
    contexts = []

    def logged_in(role: str, locale: str):
        mail = f"{role}@example.org"
        user = get_user_model().objects.create_user(role, mail, PASSWORD)
        give_role(user, Role(role), ["hu"], language=locale)
        contexts.append(browser.new_context(locale=locale))
        page = watch(contexts[-1].new_page())
        page.goto(f"{live_server.url}/admin/")
        page.locator("#id_username").fill(role)
        page.locator("#id_password").fill(PASSWORD)
        page.locator("[type=submit]").click()
        expect(page.locator("#tasks")).to_be_visible()
        return page

    yield logged_in
    for context in contexts:
        context.close()


def press(page, selector: str):
    with page.expect_navigation():
        page.locator(selector).click()


def text_of(page, live_server, path: str) -> str:
    return page.request.get(live_server.url + path).text()


def test_change_goes_from_the_editor_to_the_public_by_way_of_the_publisher(
    person, live_server, mails, monkeypatch, new_context
):
    slugs = {"slug_ro": "hont", "slug_hu": "hont-hu", "slug_en": "hont-en"}
    seats = {"text_ro": "Unu.", "text_hu": "Egy.", "text_en": "One."}
    partner = make_partner("Hont", **slugs, **seats, seat="Ipolyság")
    editor, publisher = person("editor", "hu"), person("publisher", "ro")
    form = f"{live_server.url}/admin/partners/partnerregion/{partner.pk}/change/"
    pages = ["/ro/parteneri/hont/", "/hu/partnerek/hont-hu/", "/en/partners/hont-en/"]
    visitor = new_context()

    # The editor proposes another name in Hungarian, and says so.
    editor.goto(form)
    expect(editor.get_by_text("Ez a közzétett változat.")).to_be_visible()
    editor.locator("#id_name_hu").fill("Hont vármegye")
    editor.locator("#id_seat").fill("Sahy")
    press(editor, "[name=_save]")
    expect(editor.get_by_text("Ez a piszkozat.")).to_be_visible()
    editor.locator("#id_review_text").fill("Kész van.")
    press(editor, "[name=ready]")

    # The publisher is mailed in Romanian, finds it first of all, and sends it back.
    mail_received = arrived(mails, 0)
    assert (mail_received["To"], mail_received["Subject"]) == (
        "publisher@example.org",
        "De verificat: Hont",
    )
    assert "Kész van." in mail_received.get_content()
    publisher.goto(f"{live_server.url}/admin/")
    first = publisher.locator(".tasks__sections section").first
    expect(first).to_contain_text("De rezolvat de mine")
    first.get_by_role("link", name="Hont").click()
    publisher.get_by_role("link", name="Compară ciorna cu versiunea publicată").click()
    expect(publisher.locator("ins").filter(has_text="Sahy")).to_be_visible()
    publisher.locator("#id_review_text").fill("Se scrie Šahy.")
    press(publisher, "[name=return]")

    # The editor mends it, by the link in the mail.
    back = arrived(mails, 1)
    assert (back["To"], back["Subject"]) == (
        "editor@example.org",
        "Visszaküldve Önnek: Hont (hu)",
    )
    assert "Se scrie Šahy." in back.get_content()
    link = next(word for word in back.get_content().split() if word.startswith("http"))
    editor.goto(link)
    editor.locator("#id_seat").fill("Šahy")
    press(editor, "[name=_save]")
    press(editor, "[name=ready]")
    assert arrived(mails, 2)["To"] == "publisher@example.org"

    # The publisher sets it for tomorrow.
    tomorrow = (timezone.localtime() + timedelta(days=1)).replace(second=0, microsecond=0)
    publisher.goto(f"{form.removesuffix('change/')}draft/")
    publisher.locator("#id_publish_at").fill(tomorrow.strftime("%Y-%m-%dT%H:%M"))
    press(publisher, "[name=schedule]")
    assert Draft.objects.get().publish_at == tomorrow

    # The public page changes then, and not before, in each language.
    seen = {}
    timestamps = [timezone.now(), tomorrow - timedelta(seconds=1), tomorrow]
    for name, timestamp in zip(("now", "before", "then"), timestamps, strict=True):
        monkeypatch.setattr(timezone, "now", lambda timestamp=timestamp: timestamp)
        page = visitor.new_page()
        texts = [text_of(page, live_server, path) for path in pages]
        seen[name] = ["Šahy" in text for text in texts], "Hont vármegye" in texts[1]
        page.close()
    assert seen == {
        "now": ([False] * 3, False),
        "before": ([False] * 3, False),
        "then": ([True] * 3, True),
    }


def test_two_people_write_two_languages_of_one_entry_at_once(person, live_server):
    partner = make_partner("Hont", text_ro="Unu.")
    editor, translator = person("editor", "en"), person("translator", "en")
    form = f"{live_server.url}/admin/partners/partnerregion/{partner.pk}/change/"
    for page in (editor, translator):
        page.goto(form)
    editor.locator("#id_institution_ro").fill("Consiliul")
    translator.locator("#id_name_hu").fill("Hont vármegye")

    press(editor, "[name=_save]")
    press(translator, "[name=_save]")

    for page in (editor, translator):
        page.goto(form)
    expect(editor.locator("#id_institution_ro")).to_have_value("Consiliul")
    expect(editor.locator("#id_name_hu")).to_have_value("Hont vármegye")
