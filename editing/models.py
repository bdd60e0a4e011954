from editing.import_export.models import ImportContent, TableImport
from editing.link_check.models import CheckedLink, LinkUse
from editing.presence.models import OpenForm
from editing.review.models import Remark, Review

__all__ = ["CheckedLink", "ImportContent", "LinkUse", "OpenForm", "Remark", "Review", "TableImport"]
