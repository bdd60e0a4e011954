"""Fixtures of pictures and documents: where they are kept, and who uploads them."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client


@pytest.fixture
def media(settings, tmp_path):
    """The folder of pictures and documents, an empty one."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def administrator(db):
    client = Client(headers={"accept-language": "en"})
    client.force_login(get_user_model().objects.create_superuser("bori"))
    return client
