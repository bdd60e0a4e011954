import pytest
from django.contrib.auth import get_user_model
from django.test import Client


@pytest.fixture
def editor(db, settings, tmp_path):
    """A client of somebody who may upload everything, whose admin speaks Hungarian."""
    settings.MEDIA_ROOT = tmp_path
    client = Client(headers={"accept-language": "hu"})
    client.force_login(get_user_model().objects.create_superuser("ilona"))
    return client
