"""The accounts of staff: who works here, in which role, and on which languages."""

from axes.models import AccessAttempt
from axes.utils import reset
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, BaseUserCreationForm
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Sum
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import second_factor
from accounts.audit import Kind, note
from accounts.models import languages_of
from accounts.roles import IN_WORDS, RIGHTS, Role, give_role, role_of

for model in (User, Group, TOTPDevice, StaticDevice):  # the last two show what is secret
    admin.site.unregister(model)


class RoleFields(forms.ModelForm):
    """The role of an account, and the languages of a translator."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, format_html("{} – {}", role.label, IN_WORDS[role])) for role in Role],
        widget=forms.RadioSelect,
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those whose texts a translator may change."),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        # In the language of whoever reads it: labels are joined to their words late.
        self.fields["role"].choices = [
            (role.value, format_html("{} – {}", role.label, IN_WORDS[role])) for role in Role
        ]
        if self.instance.pk:
            self.initial["role"] = role_of(self.instance)
            self.initial["languages"] = languages_of(self.instance)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("role") == Role.TRANSLATOR and not cleaned.get("languages"):
            message = _("Choose the languages that the translator may change.")
            self.add_error("languages", message)
        return cleaned


class NewAccountForm(RoleFields, BaseUserCreationForm):
    class Meta(BaseUserCreationForm.Meta):
        fields = ("username", "first_name", "last_name", "email")


class AccountForm(RoleFields):
    own_account = False  # whether somebody looks at the account they are logged in with

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email", "is_active")

    def clean(self):
        cleaned = super().clean()
        is_kept = cleaned.get("role") == Role.ADMINISTRATOR and cleaned.get("is_active")
        if self.own_account and not is_kept:
            message = _("You would lock yourself out: ask another administrator to do this.")
            raise ValidationError(message)
        return cleaned


class PasswordForm(AdminPasswordChangeForm):
    """Everybody here has a password: that somebody might have none is not offered."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields.pop("usable_password", None)
        for password in self.fields.values():
            password.required = True


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
    actions = ["unlock", "remove_second_step"]
    list_filter = ["is_active", RoleFilter]
    show_facets = admin.ShowFacets.ALWAYS
    change_user_password_template = "admin/accounts/password.html"
    filter_horizontal = ()
    change_form_template = "admin/accounts/account_form.html"
    add_form_template = None
    person = ["username", ("first_name", "last_name"), "email"]
    fieldsets = [
        (_("The person"), {"fields": [*person, "is_active"]}),
        (_("What the person may do"), {"fields": ["role", "languages"]}),
    ]
    add_fieldsets = [
        (_("The person"), {"fields": person}),
        (_("Password"), {"fields": ["password1", "password2"]}),
        (_("What the person may do"), {"fields": ["role", "languages"]}),
    ]

    @admin.display(description=_("name"))
    def name(self, user):
        return user.get_full_name()

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
        """Who was ever logged in is named in the history: that account is only switched off."""
        is_known = obj is not None and obj.last_login is not None
        return super().has_delete_permission(request, obj) and not is_known

    def get_deleted_objects(self, objs, request):
        _found, _counts, *refused = super().get_deleted_objects(objs, request)
        counts = {self.opts.verbose_name_plural: len(objs)}
        return [str(account) for account in objs], counts, *refused

    # --- Who gets in --------------------------------------------------------------------------

    def get_queryset(self, request):
        app = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        since = timezone.now() - settings.AXES_COOLOFF_TIME
        tries = AccessAttempt.objects.filter(username=OuterRef("username"), attempt_time__gt=since)
        tries = tries.order_by().values("ip_address").annotate(number=Sum("failures_since_start"))
        locked = tries.filter(number__gte=settings.AXES_FAILURE_LIMIT)
        users = super().get_queryset(request).prefetch_related("groups")
        return users.annotate(has_app=Exists(app), locked_out=Exists(locked))

    @admin.display(description=_("two-step login"))
    def has_second_step(self, user):
        return gettext("yes") if user.has_app else gettext("no")

    @admin.display(description=_("locked"))
    def is_locked(self, user):
        return _("after too many tries") if user.locked_out else ""

    @admin.action(description=_("Unlock: let them try to log in again"), permissions=["change"])
    def unlock(self, request, users):
        for user in users:
            reset(username=user.get_username())
            self._note(request, Kind.UNLOCKED, user)
        messages.success(request, gettext("They can log in again."))

    @admin.action(
        description=_("Remove the two-step login: the telephone is lost"), permissions=["change"]
    )
    def remove_second_step(self, request, users):
        for user in users:
            second_factor.remove(user)
            self._note(request, Kind.STEP_REMOVED, user)
        messages.success(request, gettext("They set it up anew when they next log in."))

    # --- What is written down -----------------------------------------------------------------

    def _note(self, request, kind: Kind, user, details: str = "") -> None:
        note(request, kind, request.user.get_username(), details, about=user.get_username())

    def user_change_password(self, request, id, form_url=""):
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            self._note(request, Kind.PASSWORD, self.get_object(request, id))
        return response

    def delete_model(self, request, obj):
        self._note(request, Kind.DELETED, obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for user in queryset:
            self._note(request, Kind.DELETED, user)
        super().delete_queryset(request, queryset)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        role = Role(form.cleaned_data["role"])
        give_role(form.instance, role, form.cleaned_data["languages"])
        passed_over = {"password1", "password2"}
        if role != Role.TRANSLATOR:
            passed_over.add("languages")
        said = [_said(form, name) for name in form.changed_data if name not in passed_over]
        kind = Kind.CHANGED if change else Kind.ADDED
        if said or not change:
            self._note(request, kind, form.instance, "; ".join(said)[:250])


def _said(form, name: str) -> str:
    """A field that was changed: ``role: editor → publisher``."""
    old, new = form.initial.get(name), form.cleaned_data[name]
    return f"{name}: {old} → {new}" if old not in (None, "") else f"{name}: {new}"
