"""The editor of formatted texts in forms: a toolbar of ours over Tiptap.

Tiptap comes bundled with django-prose-editor. Its own toolbar is not used: it needs an import map
within the page, which the policy forbids, and has no Romanian or Hungarian.
"""

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from publishing.rich_text.cleaning import clean
from publishing.rich_text.normalising import LANGUAGES_OF_PARTS

# Each tool: its name in rich_text.js and in editor.svg, what it does, and its keys.
TOOLS = [
    [
        ("heading", _("Heading"), "Ctrl+Alt+2"),
        ("subheading", _("Subheading"), "Ctrl+Alt+3"),
    ],
    [
        ("bold", _("Bold"), "Ctrl+B"),
        ("italic", _("Italic"), "Ctrl+I"),
    ],
    [
        ("bulletList", _("List"), "Ctrl+Shift+8"),
        ("orderedList", _("Numbered list"), "Ctrl+Shift+7"),
        ("blockquote", _("Quote"), "Ctrl+Shift+B"),
    ],
    [
        ("superscript", _("Superscript"), "Ctrl+."),
        ("subscript", _("Subscript"), "Ctrl+,"),
    ],
    [
        ("table", _("Table"), ""),
        ("addRow", _("Add a row below"), ""),
        ("addColumn", _("Add a column after"), ""),
        ("deleteRow", _("Delete the row"), ""),
        ("deleteColumn", _("Delete the column"), ""),
        ("deleteTable", _("Delete the table"), ""),
    ],
    [
        ("link", _("Link"), "Ctrl+K"),
        ("language", _("Language of these words"), ""),
        ("picture", _("Picture"), ""),
    ],
    [
        ("undo", _("Undo"), "Ctrl+Z"),
        ("redo", _("Redo"), "Ctrl+Y"),
    ],
]
# Done once; the others are on or off.
ACTIONS = {"link", "language", "picture", "undo", "redo", *(name for name, *_rest in TOOLS[4])}


class RichTextWidget(forms.Textarea):
    """A formatted text under a toolbar; without JavaScript, its HTML."""

    template_name = "publishing/widgets/rich_text.html"

    class Media:
        css = {"all": ["css/rich_text.css", "css/rich_text_dialogs.css"]}
        js = [forms.Script("js/rich_text.js", type="module")]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        languages = [
            (code, get_language_info(code)["name_translated"]) for code in LANGUAGES_OF_PARTS
        ]
        return {**context, "groups": TOOLS, "actions": ACTIONS, "languages": languages}


class RichTextFormField(forms.CharField):
    widget = RichTextWidget

    def to_python(self, value):
        text = super().to_python(value)
        return clean(text) if text else text
