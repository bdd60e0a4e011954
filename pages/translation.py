from modeltranslation.translator import TranslationOptions, register

from history.registration import register_history
from pages.models import Office, Page, PageAttachment, SiteLink, SiteSettings
from publishing.languages import EntryTranslation


@register(Page)
class PageTranslation(EntryTranslation):
    fields = ("title", "menu_title", "summary", "text")


@register(PageAttachment)
class PageAttachmentTranslation(TranslationOptions):
    """It has no texts of its own, but its form asks for its options."""


@register(SiteSettings)
class SiteSettingsTranslation(TranslationOptions):
    fields = (
        "site_name",
        "county",
        "subtitle",
        "institution",
        "department",
        "postal_address",
        "website",
        "footer_note",
        "notice",
        "notice_url",
        "data_protection_officer",
        "log_retention",
        "hosting",
        "accessibility_contact",
    )


@register(Office)
class OfficeTranslation(TranslationOptions):
    fields = ("name", "function")


@register(SiteLink)
class SiteLinkTranslation(TranslationOptions):
    fields = ("label", "url")


register_history(Page)
register_history(PageAttachment)
register_history(SiteSettings)
register_history(Office)
register_history(SiteLink)
