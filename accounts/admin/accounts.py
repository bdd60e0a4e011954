"""The accounts of staff: who works here, in which role, and on which languages."""

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.utils.html import format_html
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnAttestation, WebAuthnCredential

from accounts import second_factor, throttle
from accounts.admin.forms import AccountForm, NewAccountForm, PasswordForm
from accounts.audit import Kind, log_audit
from accounts.password_reset import invite
from accounts.roles import RIGHTS, Role, give_role, role_of
from publishing.people import full_name

SECRETS = (TOTPDevice, StaticDevice, WebAuthnCredential, WebAuthnAttestation)
for model in (User, Group, *SECRETS):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


class RoleFilter(admin.SimpleListFilter):
    title = _("role")
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return Role.choices

    def queryset(self, request, queryset):
        if self.value() in RIGHTS:
            return queryset.filter(is_superuser=False, groups__name=self.value())
        return queryset.filter(is_superuser=True) if self.value() else queryset


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Accounts, for administrators. Rights are given by the role alone."""

    form, add_form, change_password_form = AccountForm, NewAccountForm, PasswordForm
    list_display = [
        *("username", "name", "role", "active", "has_second_step", "is_locked", "last_login"),
    ]
    actions = ["invite", "unlock", "remove_second_step"]
    list_filter = ["is_active", RoleFilter]
    show_facets = admin.ShowFacets.ALWAYS
    change_user_password_template = "admin/accounts/password.html"
    filter_horizontal = ()
    change_form_template = "admin/accounts/account_form.html"
    add_form_template = None

    def get_fieldsets(self, request, obj=None):
        names = (
            ("last_name", "first_name") if get_language() == "hu" else ("first_name", "last_name")
        )
        person = ["username", names, ("email", "language"), *(["is_active"] if obj else [])]
        return [
            (_("The person"), {"fields": person}),
            (_("What the person can do"), {"fields": ["role", "languages", "live_languages"]}),
        ]

    @admin.display(description=_("name"))
    def name(self, user):
        return full_name(user) if user.last_name or user.first_name else ""

    @admin.display(description=_("role"))
    def role(self, user):
        role = role_of(user)
        return role.label if role else ""

    @admin.display(description=_("active"), ordering="is_active")
    def active(self, user):
        return gettext("yes") if user.is_active else gettext("no")

    def get_form(self, request, obj=None, **options):
        form = super().get_form(request, obj, **options)
        form.own_account = obj is not None and obj.pk == request.user.pk
        return form

    def has_delete_permission(self, request, obj=None):
        """Refuse whoever was ever logged in: the history names them; they are only switched off."""
        is_known = obj is not None and obj.last_login is not None
        return super().has_delete_permission(request, obj) and not is_known

    def get_deleted_objects(self, objs, request):
        _found, _counts, *refused = super().get_deleted_objects(objs, request)
        counts = {self.opts.verbose_name_plural: len(objs)}
        return [str(account) for account in objs], counts, *refused

    # --- Who gets in --------------------------------------------------------------------------

    def get_queryset(self, request):
        app = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        passkey = WebAuthnCredential.objects.filter(user=OuterRef("pk"), confirmed=True)
        locked = Q(username__in=throttle.locked_names())
        users = super().get_queryset(request).prefetch_related("groups")
        return users.annotate(
            has_step=Exists(app) | Exists(passkey),
            locked_out=ExpressionWrapper(locked, BooleanField()),
        )

    @admin.display(description=_("two-step login"))
    def has_second_step(self, user):
        return gettext("yes") if user.has_step else gettext("no")

    @admin.display(description=_("locked"))
    def is_locked(self, user):
        return _("after too many attempts") if user.locked_out else ""

    @admin.action(description=_("Invite (sends a link to set a password)"), permissions=["change"])
    def invite(self, request, users):
        for user in users:
            self._invite(request, user)

    def _invite(self, request, user) -> None:
        """Mail the invitation, or show it this once where the site cannot."""
        link = invite(user)
        self._log_audit(request, Kind.INVITED, user)
        if link:
            days = settings.INVITATION_DAYS
            words = ngettext(
                "Send this link to %(name)s. It works once, for %(days)d day:",
                "Send this link to %(name)s. It works once, for %(days)d days:",
                days,
            ) % {"name": user, "days": days}
            messages.success(request, format_html("{} <code>{}</code>", words, link))
        else:
            words = gettext("An invitation was emailed to %(address)s.")
            messages.success(request, words % {"address": user.email})

    @admin.action(description=_("Unlock (they can try to log in again)"), permissions=["change"])
    def unlock(self, request, users):
        for user in users:
            throttle.unlock(user)
            self._log_audit(request, Kind.UNLOCKED, user)
        messages.success(request, gettext("They can log in again."))

    @admin.action(description=_("Remove two-step login (lost phone)"), permissions=["change"])
    def remove_second_step(self, request, users):
        for user in users:
            second_factor.remove(user)
            self._log_audit(request, Kind.STEP_REMOVED, user)
        messages.success(request, gettext("They will set it up again when they next log in."))

    # --- What is written down -----------------------------------------------------------------

    def _log_audit(self, request, kind: Kind, user, changes=()) -> None:
        log_audit(request, kind, request.user.get_username(), changes, about=user.get_username())

    def user_change_password(self, request, id, form_url=""):
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            self._log_audit(request, Kind.PASSWORD, self.get_object(request, id))
        return response

    def delete_model(self, request, obj):
        self._log_audit(request, Kind.DELETED, obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for user in queryset:
            self._log_audit(request, Kind.DELETED, user)
        super().delete_queryset(request, queryset)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        data = form.cleaned_data
        role = Role(data["role"])
        profile = {name: data[name] for name in ("language", "live_languages")}
        give_role(form.instance, role, data["languages"], **profile)
        passed_over = set() if role == Role.TRANSLATOR else {"languages", "live_languages"}
        changes = [
            [name, form.initial.get(name) if change else None, data[name]]
            for name in form.changed_data
            if name not in passed_over
        ]
        if changes or not change:
            self._log_audit(request, Kind.CHANGED if change else Kind.ADDED, form.instance, changes)
        if not change:
            self._invite(request, form.instance)
