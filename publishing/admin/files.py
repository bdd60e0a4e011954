"""How a form shows a file that is kept: by a name that says something, to be looked at."""

from django.forms import ClearableFileInput
from django.utils.translation import gettext_lazy as _

from publishing.admin.addresses import admin_address


class DocumentInput(ClearableFileInput):
    """Leads to the document as staff may see it, public or not."""

    template_name = "publishing/widgets/file.html"
    clear_checkbox_label = _("Remove the document")

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        if context["widget"]["is_initial"]:
            context["widget"]["kept"] = self.describe(value.instance)
        return context

    def describe(self, entry) -> dict:
        """Its ``name`` and ``url``, and the ``url``, ``width``, ``height`` of a ``thumbnail``."""
        url = admin_address(entry, "document")
        return {"name": entry.document_name, "url": url, "thumbnail": None}


class PictureInput(DocumentInput):
    """Shows the picture."""

    def describe(self, entry) -> dict:
        name = entry.file.name.rpartition("/")[2]
        return {"name": name, "url": entry.largest["url"], "thumbnail": entry.smallest}
