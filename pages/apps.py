from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from publishing import naming


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = _("Pages")

    def ready(self):
        naming.read_from(self.get_model("SiteSettings").objects.current_row)
