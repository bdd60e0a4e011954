"""How a form shows a file that is kept: by a name that says something, to be looked at."""

from django.forms import ClearableFileInput

from editing.admin.urls import admin_url
from publishing.media.library import Document
from publishing.media.pictures import Picture


def describe_file(item: Document | Picture) -> dict:
    """Return its ``name`` and ``url``, and the ``url``, ``width``, ``height`` of a thumbnail.

    A document as staff may see it, public or not; a picture without addresses if no files were
    drawn of it.
    """
    if isinstance(item, Document):
        url = admin_url(item, "document")
        return {"name": item.download_name, "url": url, "thumbnail": None}
    name = item.file.name.rpartition("/")[2]
    if not item.sources:
        return {"name": name, "url": "", "thumbnail": None}
    return {"name": name, "url": item.largest["url"], "thumbnail": item.smallest}


class LibraryFileInput(ClearableFileInput):
    """Shows the file of a library that there is."""

    template_name = "publishing/widgets/file.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        if context["widget"]["is_initial"]:
            context["widget"]["file"] = describe_file(value.instance)
        return context
