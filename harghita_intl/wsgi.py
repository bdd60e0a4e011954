import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import override

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "harghita_intl.settings")

application = get_wsgi_application()
# From the innermost to the outermost. Imported only now that Django is set up, as they need it.
for wrapper in (
    "harghita_intl.page_cache.application.cache_pages",
    "operations.metrics.counting_requests",
    "operations.request_log.log_requests",
):
    application = import_string(wrapper)(application)
# Half of the code is imported with the addresses, which are made for each language: not while the
# first visitor waits.
for code, _name in settings.LANGUAGES:
    with override(code):
        reverse("partners:list")
