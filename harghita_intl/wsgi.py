import os

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "harghita_intl.settings")

application = get_wsgi_application()
# From the innermost to the outermost. Imported only now that Django is set up, as they need it.
for wrapper in (
    "publishing.freshness.application.keeping_pages",
    "harghita_intl.static_files.StaticFiles",
    "operations.metrics.counting_requests",
    "operations.request_log.log_requests",
):
    application = import_string(wrapper)(application)
