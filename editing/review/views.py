"""What is said and done on the way to being public: ready, sent back, remarks, whose it is."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.mail import mail_user
from accounts.models import profile_of
from editing.admin.fields import DAY_INPUT
from editing.admin.urls import admin_url, entry_or_404, form_url
from editing.review.models import Remark, Review
from publishing.people import full_name

BACKEND = "django.contrib.auth.backends.ModelBackend"
State, Kind = Review.State, Remark.Kind


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return full_name(user)


class ReviewForm(forms.ModelForm):
    """Whose an entry is, and who looks at it again by when."""

    class Meta:
        model = Review
        fields = ["assignee", "review_by", "owner"]
        field_classes = {"assignee": PersonField, "owner": PersonField}
        widgets = {"review_by": DAY_INPUT}

    def __init__(self, *args, **options):
        super().__init__(*args, **{"label_suffix": "", "prefix": "review", **options})
        staff = User.objects.filter(is_staff=True, is_active=True).order_by("last_name", "username")
        for name in ("assignee", "owner"):
            self.fields[name].queryset = staff
            self.fields[name].empty_label = pgettext("person responsible", "nobody")
        self.fields["owner"].choices = self.fields["assignee"].choices = list(
            self.fields["assignee"].choices
        )


def describe_review(model_admin, request, entry) -> dict:
    """Return what the form's page shows of the review."""
    review, rights = Review.objects.find(entry), model_admin.rights(request)
    remarks = Remark.objects.of(entry).select_related("by")
    return {
        "review": review,
        "review_url": admin_url(entry, "review"),
        "remarks": [(remark, full_name(remark.by)) for remark in remarks],
        "may_remark": may_remark(rights),
        "may_send": rights.may_change(),
        "may_return": rights.may("publish") and review.state == State.READY,
        "review_form": ReviewForm(instance=review) if rights.may("change") else None,
    }


def may_remark(rights) -> bool:
    """Return whether the person works on entries of the kind, and does not only read them."""
    return any(rights.may(action) for action in ("change", "translate", "publish"))


def review_view(model_admin, request, key):
    """Do what the button says that was pressed."""
    entry = entry_or_404(model_admin, request, key)
    rights = model_admin.rights(request)
    action = next((name for name in ACTIONS if name in request.POST), None)
    allowed = {
        "ready": rights.may_change(),
        "return": rights.may("publish"),
        "remark": may_remark(rights),
        "assign": rights.may("change"),
    }
    if request.method != "POST" or action is None or not allowed[action]:
        raise PermissionDenied
    text = request.POST.get("text", "").strip()[:2000]
    ACTIONS[action](model_admin, request, entry, text)
    return HttpResponseRedirect(form_url(entry, "review"))


def _ready(model_admin, request, entry, text: str) -> None:
    review = Review.objects.find(entry)
    review.state, review.sender = State.READY, request.user
    review.save()
    _add_remark(request, entry, Kind.READY, text)
    people = [review.assignee] if review.assignee else _publishers_of(model_admin.opts)
    _notify(people, request.user, Kind.READY, entry, text)
    messages.success(request, _("It is ready for review. Publishers see it on their home page."))


def _return(model_admin, request, entry, text: str) -> None:
    review = Review.objects.find(entry)
    if not text:
        messages.error(request, _("Say why you are sending it back, so that it can be corrected."))
        return
    if review.state != State.READY:
        return
    review.state = State.RETURNED
    review.save()
    _add_remark(request, entry, Kind.RETURNED, text)
    _notify([review.sender], request.user, Kind.RETURNED, entry, text)
    messages.success(request, _("It was sent back."))


def _remark(model_admin, request, entry, text: str) -> None:
    if text:
        _add_remark(request, entry, Kind.REMARK, text)
        messages.success(request, _("The comment was added. Only staff can see it."))


def _assign(model_admin, request, entry, text: str) -> None:
    review = Review.objects.find(entry)
    form = ReviewForm(request.POST, instance=review)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, str(errors[0]))
        return
    form.save()
    if "assignee" in form.changed_data:
        _notify([review.assignee], request.user, "assigned", entry)
    messages.success(request, _("Saved."))


def _add_remark(request, entry, kind: str, text: str) -> None:
    reference = {"prefix": entry.type_prefix, "key": entry.pk}
    Remark.objects.create(**reference, kind=kind, text=text, by=request.user)


# --- Mails to whoever must act --------------------------------------------------------------------


def _publishers_of(options) -> list[User]:
    """Return the people who may publish entries of a model, those with an account in use."""
    codename = f"{options.app_label}.{get_permission_codename('publish', options)}"
    return list(User.objects.with_perm(codename, backend=BACKEND).filter(is_staff=True))


def _notify(people, sender: User, kind: str, entry, text: str = "") -> None:
    """Mail people what was said of an entry; not the sender, nor who has switched mails off."""
    context = {
        "kind": kind,
        "who": full_name(sender),
        "entry": entry,
        "text": text,
        "link": settings.SITE_URL + form_url(entry, "review"),
    }
    for user in {user.pk: user for user in people if user and user != sender}.values():
        if user.is_active and profile_of(user).gets_notices:
            mail_user(user, "admin/review_mail.txt", context)


ACTIONS = {"ready": _ready, "return": _return, "remark": _remark, "assign": _assign}
VIEWS = {"review": ("<key:key>/review/", review_view)}
