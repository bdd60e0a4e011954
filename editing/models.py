from editing.import_export.models import ImportedRow, TableImport
from editing.link_check.models import CheckedLink, LinkUse

__all__ = ["CheckedLink", "ImportedRow", "LinkUse", "TableImport"]
