"""A password set by a link: one that was forgotten, by e-mail, or the first one, by invitation."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import forms, views
from django.contrib.auth.models import User
from django.core import signing
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts import browsers
from accounts.audit import Kind, log_audit
from accounts.mail import in_background, mail_user
from accounts.models import AuditRecord
from publishing.naming import current_names

MAX_IN_AN_HOUR = 3  # mails to one person, however often somebody asks for them


class OfTheAdmin:
    """A page that looks as the others of the admin."""

    def get_context_data(self, **options):
        return {**admin.site.each_context(self.request), **super().get_context_data(**options)}


class RequestForm(forms.PasswordResetForm):
    """Answers alike, and in the same time, whether there is such an account or not."""

    def save(self, *args, request, **options):
        self.request = request
        return super().save(*args, request=request, **options)

    def get_users(self, email):
        users = [user for user in super().get_users(email) if user.is_staff]
        if not users:
            log_audit(self.request, Kind.RESET_ASKED, "")
        since = timezone.now() - timedelta(hours=1)
        for user in users:
            name = user.get_username()
            requests = AuditRecord.objects.filter(kind=Kind.RESET_ASKED, about=name, at__gt=since)
            log_audit(self.request, Kind.RESET_ASKED, "", about=name)
            if (requests.aggregate(times=Sum("times"))["times"] or 0) <= MAX_IN_AN_HOUR:
                yield user

    def send_mail(self, *args, **options):
        in_background(super().send_mail, *args, **options)


class RequestView(OfTheAdmin, views.PasswordResetView):
    form_class = RequestForm

    @property
    def extra_email_context(self) -> dict:
        """The link leads to the site itself, by whatever name it was asked."""
        site = urlsplit(settings.SITE_URL)
        minutes = settings.PASSWORD_RESET_TIMEOUT // 60
        name = current_names().site
        return {"protocol": site.scheme, "domain": site.netloc, "site_name": name} | {
            "minutes": minutes
        }


class RequestedView(OfTheAdmin, views.PasswordResetDoneView):
    pass


class SetView(OfTheAdmin, views.PasswordResetConfirmView):
    def form_valid(self, form):
        user: User = form.user
        log_audit(self.request, Kind.PASSWORD, user.get_username())
        response = super().form_valid(form)
        browsers.remember(self.request, response, user)
        return response


class IsSetView(OfTheAdmin, views.PasswordResetCompleteView):
    pass


# --- Invitations ----------------------------------------------------------------------------------


class InvitationTokens:
    """Makes and checks what an invitation's link holds; good once, for some days."""

    signer = signing.TimestampSigner(salt="staff.invitation")

    def make_token(self, user: User) -> str:
        return self.signer.sign(self._state(user))

    def check_token(self, user: User | None, token: str) -> bool:
        try:
            state = self.signer.unsign(
                token or "", max_age=timedelta(days=settings.INVITATION_DAYS)
            )
        except signing.BadSignature:
            return False
        return user is not None and constant_time_compare(state, self._state(user))

    def _state(self, user: User) -> str:
        """Return what changes as soon as the account is in use, or belongs to somebody else."""
        parts = (user.pk, user.password, user.last_login, user.email)
        return salted_hmac("staff.invitation", repr(parts)).hexdigest()[:20]


class Accept(SetView):
    token_generator = InvitationTokens()


def invite(user: User) -> str:
    """Mail somebody the link with which to set a password; return it, if the site cannot mail."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = Accept.token_generator.make_token(user)
    link = settings.SITE_URL + reverse("invitation", args=(uid, token))
    context = {"link": link, "site": settings.SITE_URL, "days": settings.INVITATION_DAYS}
    return "" if mail_user(user, "admin/accounts/invitation.txt", context) else link
