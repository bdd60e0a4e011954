"""Every action of the admin, and who may do it."""

from collections.abc import Callable

from django.contrib.auth import get_user

from tests.admin.form_data import agreement_row, inline_fields
from tests.admin.roles.acting import (
    ACCOUNT,
    AGREED,
    AGREEMENT,
    EVENT,
    FIRST,
    PAGE,
    PICTURE,
    add,
    bulk,
    change,
    change_entry,
    get,
    picture_words,
    post,
    restore,
    table,
    tick_partner,
)
from tests.admin.roles.site import (
    ADMINISTRATOR,
    PARTNERS,
    PUBLISHERS,
    ROLES,
    TRANSLATOR,
    WRITERS,
    png,
)

# Every action, and the roles that may do it.
ACTIONS: dict[str, tuple[Callable, set[str]]] = {
    "add a draft": (add(), WRITERS),
    "add something published": (add(status="published"), PUBLISHERS),
    "add a published agreement with a draft": (
        add(**inline_fields("agreements", agreement_row("", signed_on="1994"))),
        PUBLISHERS,
    ),
    "change a draft": (change("draft", seat="Altundeva"), WRITERS),
    "change the Romanian of a draft": (change("draft", text_ro="Trei."), WRITERS),
    "change the Hungarian of a draft": (change("draft", text_hu="Kettő."), ROLES),
    "change the English of a draft": (change("draft", text_en="Two."), WRITERS),
    "change what is public": (change("public", seat="Altundeva"), PUBLISHERS),
    "change the Romanian of what is public": (change("public", text_ro="Trei."), PUBLISHERS),
    "change the Hungarian of what is public": (
        change("public", text_hu="Kettő."),
        {TRANSLATOR, *PUBLISHERS},
    ),
    "change a public address": (change("public", slug_hu="mas"), PUBLISHERS),
    "publish": (change("draft", status="published"), PUBLISHERS),
    "take back": (change("public", status="draft"), PUBLISHERS),
    "schedule": (change("draft", publish_at="2090-01-01T08:00"), PUBLISHERS),
    "schedule the end": (change("public", take_down_at="2090-01-01T08:00"), PUBLISHERS),
    "change a published agreement of a draft": (
        change("draft", **{"agreements-0-signed_on": "1995"}),
        PUBLISHERS,
    ),
    "delete a published agreement of a draft": (
        change("draft", **{"agreements-0-DELETE": "on"}),
        PUBLISHERS,
    ),
    "change the Hungarian note of an agreement": (
        change("draft", **{"agreements-0-note_hu": "Jegyzet"}),
        {TRANSLATOR, *PUBLISHERS},
    ),
    "add a link": (
        change(
            "draft",
            **{"links-TOTAL_FORMS": "2", "links-1-url": "https://x.example/"}
            | {"links-1-kind": "official", "links-1-position": "1"},
        ),
        WRITERS,
    ),
    "change the web page of a draft": (
        change("draft", **{"links-0-url": "https://other.example/"}),
        WRITERS,
    ),
    "change the Hungarian words of a web page": (
        change("draft", **{"links-0-label_hu": "Más"}),
        ROLES,
    ),
    "change the English words of a web page": (
        change("draft", **{"links-0-label_en": "Other"}),
        WRITERS,
    ),
    "delete a web page": (change("draft", **{"links-0-DELETE": "on"}), WRITERS),
    "change a published agreement alone": (change_entry(AGREEMENT, signed_on="1995"), PUBLISHERS),
    "give a published agreement to another partner": (
        lambda client, site: change_entry(AGREEMENT, partner=site.public.pk)(client, site),
        PUBLISHERS,
    ),
    "schedule a change of a published agreement": (
        change_entry(AGREEMENT, signed_on="1995", publish_at="2090-01-01T08:00"),
        PUBLISHERS,
    ),
    "change the Hungarian note of an agreement alone": (
        change_entry(AGREEMENT, note_hu="Jegyzet"),
        {TRANSLATOR, *PUBLISHERS},
    ),
    "change the period of an event": (change_entry(EVENT, period="1999"), WRITERS),
    "tick a partner of an event": (tick_partner, WRITERS),
    "publish an event": (change_entry(EVENT, status="published"), PUBLISHERS),
    "change the Hungarian title of an event": (change_entry(EVENT, title_hu="Más"), ROLES),
    "publish a page": (change_entry(PAGE, status="published"), PUBLISHERS),
    "change the menu of a page": (change_entry(PAGE, position="7"), WRITERS),
    "choose a picture": (
        lambda client, site: change("draft", picture=site.picture.pk)(client, site),
        WRITERS,
    ),
    "confirm the English": (
        post(PARTNERS + "{site.draft.pk}/confirm-translation/en/"),
        WRITERS,
    ),
    "confirm the English in the form": (change("draft", _confirm_translation="en"), WRITERS),
    "confirm the Hungarian": (
        post(PARTNERS + "{site.public.pk}/confirm-translation/hu/"),
        {TRANSLATOR, *PUBLISHERS},
    ),
    "confirm the Hungarian in the form": (
        change("public", _confirm_translation="hu"),
        {TRANSLATOR, *PUBLISHERS},
    ),
    "publish from the list": (bulk("publish", "draft"), PUBLISHERS),
    "take back from the list": (bulk("take_back", "public"), PUBLISHERS),
    "delete a draft from the list": (
        lambda client, site: client.post(
            "/admin/activities/event/",
            {"action": "delete_selected", "_selected_action": [site.event.pk], "post": "yes"},
        ),
        WRITERS,
    ),
    "delete a draft": (
        post("/admin/activities/event/{site.event.pk}/delete/", post="yes"),
        WRITERS,
    ),
    "delete a picture": (
        post("/admin/publishing/picture/{site.picture.pk}/delete/", post="yes"),
        PUBLISHERS,
    ),
    "delete a public entry from the list": (bulk("delete_selected", "public"), PUBLISHERS),
    "delete a draft with a published agreement": (
        post(PARTNERS + "{site.draft.pk}/delete/", post="yes"),
        PUBLISHERS,
    ),
    "delete a public entry": (post(PARTNERS + "{site.public.pk}/delete/", post="yes"), PUBLISHERS),
    "restore a version of a draft": (restore("draft", AGREED), WRITERS),
    "restore a draft without its published agreement": (restore("draft", FIRST), PUBLISHERS),
    "restore a version of what is public": (restore("public", FIRST), PUBLISHERS),
    "bring back what was deleted": (post(PARTNERS + "deleted/{site.gone}/"), WRITERS),
    "see what was deleted": (get(PARTNERS + "deleted/"), WRITERS),
    "preview a draft with another seat": (
        change("draft", seat="Altundeva", _preview="ro"),
        WRITERS,
    ),
    "preview what is public with another seat": (
        change("public", seat="Altundeva", _preview="ro"),
        WRITERS,
    ),
    "preview the Hungarian of a draft": (change("draft", text_hu="Kettő.", _preview="hu"), ROLES),
    "revoke a preview link": (
        post(PARTNERS + "{site.draft.pk}/preview-links/{site.link.pk}/"),
        WRITERS,
    ),
    "make a preview link": (post(PARTNERS + "{site.draft.pk}/preview-links/"), WRITERS),
    "upload a picture": (
        lambda client, site: client.post(
            "/admin/publishing/picture/add/", {"file": png(), "alt_ro": "Un munte"}
        ),
        WRITERS,
    ),
    "change the Romanian words of a picture": (picture_words("ro"), PUBLISHERS),
    "change the Hungarian words of a picture": (
        picture_words("hu"),
        {TRANSLATOR, *PUBLISHERS},
    ),
    "change a picture's credit": (change_entry(PICTURE, credit="Altcineva"), PUBLISHERS),
    "bring a table": (table("id,seat\n{site.draft.pk},Altundeva\n"), WRITERS),
    "take a table": (get("/admin/import-export/partners/export.csv"), ROLES),
    "check the links": (post("/admin/editing/checkedlink/check/"), PUBLISHERS),
    "check a chosen link": (
        lambda client, site: client.post(
            "/admin/editing/checkedlink/",
            {"action": "check_chosen", "_selected_action": [site.checked_link.pk]},
        ),
        PUBLISHERS,
    ),
    "change one's own role": (
        lambda client, site: client.post(
            f"/admin/auth/user/{get_user(client).pk}/change/",
            {"username": "x", "role": "administrator", "is_active": "on"},
        ),
        {ADMINISTRATOR},
    ),
    "see the history of an account": (
        get("/admin/auth/user/{site.other.pk}/history/"),
        {ADMINISTRATOR},
    ),
    "add an account": (post("/admin/auth/user/add/", role="editor", **ACCOUNT), {ADMINISTRATOR}),
    "see the accounts": (get("/admin/auth/user/"), {ADMINISTRATOR}),
    "give a role": (
        post(
            "/admin/auth/user/{site.other.pk}/change/",
            username="other",
            role="administrator",
            is_active="on",
        ),
        {ADMINISTRATOR},
    ),
    "set another's password": (
        post(
            "/admin/auth/user/{site.other.pk}/password/",
            password1="kept in a test",
            password2="kept in a test",
        ),
        {ADMINISTRATOR},
    ),
    "delete an account": (
        post("/admin/auth/user/{site.other.pk}/delete/", post="yes"),
        {ADMINISTRATOR},
    ),
}
