"""A new password by e-mail: Django's own pages, as those of the admin."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import forms, views
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit import Kind, note
from accounts.models import AuditRecord

MAX_IN_AN_HOUR = 3  # mails to one person, however often somebody asks for them


class OfTheAdmin:
    """A page that looks as the others of the admin."""

    def get_context_data(self, **options):
        return {**admin.site.each_context(self.request), **super().get_context_data(**options)}


class AskForm(forms.PasswordResetForm):
    request = None

    def get_users(self, email):
        for user in super().get_users(email):
            name, since = user.get_username(), timezone.now() - timedelta(hours=1)
            asked = AuditRecord.objects.filter(kind=Kind.RESET_ASKED, about=name, at__gt=since)
            if user.is_staff and asked.count() < MAX_IN_AN_HOUR:
                note(self.request, Kind.RESET_ASKED, "", about=name)
                yield user


class Ask(OfTheAdmin, views.PasswordResetView):
    form_class = AskForm

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.request = self.request
        return form

    @property
    def extra_email_context(self) -> dict:
        """The link leads to the site itself, by whatever name it was asked."""
        site = urlsplit(settings.SITE_URL)
        name = _("Harghita County international relations")
        return {"protocol": site.scheme, "domain": site.netloc, "site_name": name}


class Asked(OfTheAdmin, views.PasswordResetDoneView):
    pass


class Set(OfTheAdmin, views.PasswordResetConfirmView):
    def form_valid(self, form):
        user: User = form.user
        note(self.request, Kind.PASSWORD, user.get_username())
        return super().form_valid(form)


class IsSet(OfTheAdmin, views.PasswordResetCompleteView):
    pass
