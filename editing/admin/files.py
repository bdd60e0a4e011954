"""How a form shows a file that is kept: by a name that says something, to be looked at."""

from django.forms import ClearableFileInput

from editing.admin.urls import admin_url
from publishing.media.library import Document


def describe_document(document: Document) -> dict:
    """Return its ``name`` and ``url``, and the ``url``, ``width``, ``height`` of a thumbnail."""
    url = admin_url(document, "document")
    return {"name": document.download_name, "url": url, "thumbnail": None}


def describe_picture(picture) -> dict:
    """The same of a picture; without addresses if no files were drawn of it."""
    name = picture.file.name.rpartition("/")[2]
    if not picture.sources:
        return {"name": name, "url": "", "thumbnail": None}
    return {"name": name, "url": picture.largest["url"], "thumbnail": picture.smallest}


class DocumentInput(ClearableFileInput):
    """Leads to the document as staff may see it, public or not."""

    template_name = "publishing/widgets/file.html"
    describe = staticmethod(describe_document)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        if context["widget"]["is_initial"]:
            context["widget"]["file"] = self.describe(value.instance)
        return context


class PictureInput(DocumentInput):
    """Shows the picture."""

    describe = staticmethod(describe_picture)
