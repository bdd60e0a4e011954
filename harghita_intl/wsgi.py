import os

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "harghita_intl.settings")

django_application = get_wsgi_application()
# Imported only now that Django is set up, as it needs the models.
application = import_string("publishing.freshness.application.keeping_pages")(django_application)
