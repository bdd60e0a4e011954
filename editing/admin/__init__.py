"""The admin of everything published. Apps build theirs of these classes; see `entries`."""

from editing.admin.attachments import attachment_inlines
from editing.admin.documents import DocumentAdmin
from editing.admin.entries import EntryAdmin, PublishableAdmin
from editing.admin.fields import EntryInline
from editing.admin.lists import heading_column, period_column
from editing.admin.pictures import PictureAdmin

__all__ = [
    "DocumentAdmin",
    "EntryAdmin",
    "EntryInline",
    "PictureAdmin",
    "PublishableAdmin",
    "attachment_inlines",
    "heading_column",
    "period_column",
]
