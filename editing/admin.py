from editing.link_check.admin import CheckedLinkAdmin

__all__ = ["CheckedLinkAdmin"]
