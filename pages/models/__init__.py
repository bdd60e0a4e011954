from pages.models.pages import Page, PageAttachment, PageQuerySet
from pages.models.site_settings import Office, SiteLink, SiteSettings

__all__ = ["Office", "Page", "PageAttachment", "PageQuerySet", "SiteLink", "SiteSettings"]
