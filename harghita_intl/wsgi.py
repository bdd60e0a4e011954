import os

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "harghita_intl.settings")

application = get_wsgi_application()
# From the innermost to the outermost. Imported only now that Django is set up, as they need it.
for wrapper in (
    "harghita_intl.page_cache.application.cache_pages",
    "operations.metrics.counting_requests",
    "operations.request_log.log_requests",
):
    application = import_string(wrapper)(application)
