from django.contrib.admin.apps import AdminConfig
from django.core.checks import Tags, register

from harghita_intl.security_txt import contact_holds


class HarghitaAdminConfig(AdminConfig):
    default_site = "harghita_intl.admin_site.AdminSite"

    def ready(self):
        super().ready()
        register(contact_holds, Tags.security, deploy=True)
