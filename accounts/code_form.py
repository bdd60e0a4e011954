import re

from django import forms
from django.utils.translation import gettext, gettext_lazy


class CodeForm(forms.Form):
    prefix = "step"  # a form of an entry may have a code, too

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=30,
        required=False,
        widget=forms.TextInput(
            {
                "autocomplete": "one-time-code",
                "autocapitalize": "none",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )
    passkey = forms.CharField(max_length=20_000, required=False, widget=forms.HiddenInput)

    def clean_code(self) -> str:
        """Return the code as it is kept: people type codes in groups."""
        return re.sub(r"[\s-]", "", self.cleaned_data["code"]).lower()

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not (cleaned["code"] or cleaned["passkey"]):
            self.add_error("code", gettext("Enter the code."))
        return cleaned
