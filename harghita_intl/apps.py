from django.contrib.admin.apps import AdminConfig


class AdminOfTheSite(AdminConfig):
    default_site = "harghita_intl.admin_site.Desk"
