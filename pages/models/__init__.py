from pages.models.pages import Page, PageQuerySet
from pages.models.site_settings import Office, SiteLink, SiteSettings

__all__ = ["Office", "Page", "PageQuerySet", "SiteLink", "SiteSettings"]
