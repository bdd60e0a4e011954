"""What there is to be acted on, and the four roles."""

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from activities.models import Event
from decisions.models import Agreement
from editing.link_check.models import CheckedLink
from pages.models import Page
from partners.models import PartnerRegion
from publishing.media.pictures import Picture
from publishing.previews.links import PreviewLink
from tests.factories import (
    make_activity,
    make_agreement,
    make_page,
    make_partner,
    make_picture,
)

PARTNERS = "/admin/partners/partnerregion/"
EDITOR, PUBLISHER, TRANSLATOR, ADMINISTRATOR = (
    "editor",
    "publisher",
    "translator",
    "administrator",
)
ROLES = {EDITOR, PUBLISHER, TRANSLATOR, ADMINISTRATOR}
WRITERS = {EDITOR, PUBLISHER, ADMINISTRATOR}
PUBLISHERS = {PUBLISHER, ADMINISTRATOR}
# The check of links refuses it before it asks anybody: it is 127.0.0.1 as NAT64 writes it, which
# a form takes for an address on the internet.
NOBODYS = "https://[64:ff9b::7f00:1]/"


def png() -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (60, 40)).save(file, "PNG")
    return SimpleUploadedFile("a.png", file.getvalue())


@dataclass
class Site:
    """What there is to be acted on."""

    draft: PartnerRegion
    public: PartnerRegion
    agreement: Agreement  # published, of the draft
    event: Event  # a draft, of no partner
    page: Page  # a draft
    picture: Picture
    link: PreviewLink  # to the draft
    gone: int  # the key of a partner that was deleted
    other: User
    checked_link: CheckedLink

    @classmethod
    def make(cls):
        texts = {"text_ro": "Unu.", "text_hu": "Egy.", "text_en": "One."}
        draft = make_partner("Ciornă", status="draft", **texts)
        public = make_partner("Public", text_ro="Unu.", text_hu="Egy.")
        for partner in (draft, public):
            partner.text_ro = "Doi."
            partner.save()
        draft.links.create(url=NOBODYS, label_hu="Honlap")
        agreement = make_agreement(draft, since="1994", note_ro="Notă")
        draft.seat = "Ipolyság"
        draft.save()
        event = make_activity(kind="event", status="draft")
        page = make_page(status="draft")
        gone = make_partner("Plecat")
        key = gone.pk
        gone.history.update(history_date=timezone.now() - timedelta(days=1))
        gone.delete()
        checked_link = CheckedLink.objects.get(url=NOBODYS)  # noted as the link was saved
        link = PreviewLink.objects.create(entry=draft)
        other = User.objects.create_user("other")
        picture = make_picture()
        return cls(draft, public, agreement, event, page, picture, link, key, other, checked_link)
