"""The forms of an account: the person, the role, a password."""

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AdminPasswordChangeForm, UsernameField
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import profile_of
from accounts.roles import IN_WORDS, Role, role_of


def _roles() -> list[tuple[str, str]]:
    """Return each role with what it may do, in the language of whoever reads it."""
    return [(role.value, format_html("{} – {}", role.label, IN_WORDS[role])) for role in Role]


class RoleFields(forms.ModelForm):
    """The role of an account, and the languages of a translator."""

    role = forms.ChoiceField(label=_("Role"), choices=_roles, widget=forms.RadioSelect)
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The languages that this translator can edit."),
    )
    live_languages = forms.MultipleChoiceField(
        label=_("Public when saved"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "The languages in which this translator’s changes to a public page are public "
            "when saved. In other languages, a publisher has to publish them."
        ),
    )
    language = forms.ChoiceField(
        label=_("Language of emails"),
        choices=settings.LANGUAGES,
        required=False,
        help_text=_("The language in which the site writes to the person."),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        profile = profile_of(self.instance)
        self.initial.setdefault("language", profile.language or get_language())
        if self.instance.pk:
            self.initial["role"] = role_of(self.instance)
            self.initial["languages"] = profile.languages
            self.initial["live_languages"] = profile.live_languages

    def clean_language(self):
        return self.cleaned_data["language"] or self.initial["language"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("role") == Role.TRANSLATOR and not cleaned.get("languages"):
            message = _("Choose the languages that this translator can edit.")
            self.add_error("languages", message)
        return cleaned


class NewAccountForm(RoleFields):
    """An account without a password: the person sets it, led by an invitation."""

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email")
        field_classes = {"username": UsernameField}

    def save(self, commit=True):
        self.instance.set_unusable_password()
        return super().save(commit)


class AccountForm(RoleFields):
    own_account = False  # whether somebody looks at the account they are logged in with

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email", "is_active")

    def clean(self):
        cleaned = super().clean()
        keeps_access = cleaned.get("role") == Role.ADMINISTRATOR and cleaned.get("is_active")
        if self.own_account and not keeps_access:
            message = _("This would lock you out. Ask another administrator to do it.")
            raise ValidationError(message)
        return cleaned


class PasswordForm(AdminPasswordChangeForm):
    """Everybody here has a password: that somebody might have none is not offered."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields.pop("usable_password", None)
        for password in self.fields.values():
            password.required = True
