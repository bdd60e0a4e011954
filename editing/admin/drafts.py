"""A draft beside what is public: the form shows the entry as if it were applied.

Form, validation, preview and comparison work on the rows as they are with the draft, within a
transaction that is rolled back. What was saved is the difference to what is public, which becomes
the draft, or is written into the rows for good (docs/decisions/0018).
"""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from editing.admin.publication import format_time
from editing.admin.submissions import Submission
from editing.admin.urls import admin_url
from editing.review.models import Review
from history.drafts import publishing
from history.drafts.changes import Changes, apply_changes, changes_between, of_languages, read_state
from history.drafts.models import Draft
from publishing.people import full_name
from publishing.publication import Publishable, Status


def respond(model_admin, request, object_id: str | None, view: Callable):
    """Answer with a form's view; what it saves of something public may become a draft."""
    submission = Submission.of(request)
    entry = _published_entry(model_admin, object_id)
    if entry is None:
        return view()
    submission.is_proposal = _is_proposal(model_admin, request)
    drafts = list(Draft.objects.of(entry))
    submission.draft = next((draft for draft in drafts if draft.discarded is None), None)
    submission.has_discarded = len(drafts) > (submission.draft is not None)
    if submission.draft is None and not _may_become_draft(model_admin, request):
        return view()
    with transaction.atomic():
        response, changes = with_draft(entry, view, locked=request.method == "POST")
        if submission.is_saved:
            _keep(model_admin, request, entry, changes)
    return response


def with_draft(entry: Publishable, act: Callable, locked: bool = False):
    """Call ``act`` with the draft applied; return what it returned, and what then differs.

    The database stays as it is.
    """
    with transaction.atomic():
        if locked and connection.features.has_select_for_update:
            type(entry)._base_manager.select_for_update().get(pk=entry.pk)
        before, draft = read_state(entry), Draft.objects.beside(entry)
        if draft is not None:
            apply_changes(entry, draft.changes, keep=False)
        result = act()
        if hasattr(result, "render"):
            result.render()
        changes = changes_between(before, read_state(entry))
        transaction.set_rollback(True)
    return result, changes


def propose(model_admin, request, entry: Publishable, act: Callable) -> None:
    """Call ``act``; what it changes becomes a draft beside the entry."""
    with transaction.atomic():
        _result, changes = with_draft(entry, act, locked=True)
        _save_draft(model_admin, request, entry, changes)


def describe_draft(model_admin, request, entry: Publishable) -> dict:
    """Return what the form says of the draft: which version it shows, and who sees it."""
    submission = Submission.of(request)
    rights = model_admin.rights(request)
    is_published = entry.status == Status.PUBLISHED
    waits = rights.is_translator and set(rights.languages) - set(rights.live_languages)
    return {
        "draft": submission.draft,
        "may_bring_back": submission.draft is None and submission.has_discarded,
        "draft_url": admin_url(entry, "draft"),
        "draft_author": full_name(submission.draft.author) if submission.draft else "",
        "draft_is_scheduled": bool(submission.draft and submission.draft.publish_at),
        "saves_as_draft": is_published and bool(submission.is_proposal or waits),
        "may_save_as_draft": is_published and rights.may("publish"),
        "may_discard": rights.may("change"),
    }


def draft_of(entry: Publishable) -> Draft:
    """Return the draft beside an entry, kept or new."""
    return Draft.objects.beside(entry) or Draft(prefix=entry.type_prefix, key=entry.pk)


def tell_time(request, draft: Draft) -> None:
    """Say in words when a draft is to be public."""
    message = _(
        "Visitors will see the change on %(when)s. Until then they see the current version."
    )
    messages.success(request, message % {"when": format_time(draft.publish_at)})


def _published_entry(model_admin, object_id: str | None) -> Publishable | None:
    if not (object_id or "").isdecimal():
        return None
    published = model_admin.model._base_manager.filter(status=Status.PUBLISHED)
    return published.filter(pk=object_id).first()


def _is_proposal(model_admin, request) -> bool:
    """Return whether what the person writes is to be a draft whatever else it says."""
    rights = model_admin.rights(request)
    is_editor = rights.may("change") and not rights.may("publish")
    return is_editor or (Submission.of(request).is_for_draft and rights.may("publish"))


def _may_become_draft(model_admin, request) -> bool:
    if request.method != "POST":
        return False
    submission, rights = Submission.of(request), model_admin.rights(request)
    if rights.is_translator:
        return not set(rights.languages) <= set(rights.live_languages)
    return submission.is_proposal or bool(submission.data.get("publish_at"))


def _keep(model_admin, request, entry: Publishable, changes: Changes) -> None:
    """Make public what may be at once; keep the rest as the draft."""
    submission, rights = Submission.of(request), model_admin.rights(request)
    live: Changes = {}
    if rights.may("publish") and not submission.stays_draft:
        live = changes
    elif rights.is_translator:
        live = of_languages(model_admin.model, changes, rights.live_languages)
    if live and publish_changes(model_admin, request, entry, changes, live):
        return
    _save_draft(model_admin, request, entry, changes)


def publish_changes(model_admin, request, entry, changes: Changes, live: Changes) -> bool:
    """Make some of the changes public; say why if that is not possible, and return False."""
    draft = draft_of(entry)
    draft.changes = changes
    try:
        with transaction.atomic():
            publishing.publish(draft, request.user, changes=live)
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
        return False
    if live is changes:
        Review.objects.finish(entry)
    model_admin.log_change(request, entry, _("Published."))
    return True


def _save_draft(model_admin, request, entry: Publishable, changes: Changes) -> None:
    submission = Submission.of(request)
    draft = draft_of(entry)
    if not changes:
        if draft.pk:
            draft.delete()
        message = _("The draft is the same as the published version. There is nothing to publish.")
        messages.info(request, message)
        return
    if model_admin.rights(request).may("publish"):
        draft.publish_at, draft.publisher = submission.publish_at, request.user
    elif draft.publish_at and changes != draft.changes:
        draft.publish_at = None
        message = _(
            "The draft has changed since its time was set. A publisher has to set the time again."
        )
        messages.warning(request, message)
    draft.changes, draft.author = changes, request.user
    draft.save()
    model_admin.log_change(request, entry, _("Saved as a draft of the published entry."))
    if draft.publish_at:
        Review.objects.finish(entry)
        tell_time(request, draft)
    else:
        messages.success(request, _("Saved as a draft. Visitors still see the published version."))
