from editing.import_export.models import TableImport
from editing.link_check.models import CheckedLink, LinkUse

__all__ = ["CheckedLink", "LinkUse", "TableImport"]
