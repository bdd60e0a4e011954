import pytest
from django.contrib.auth import get_user_model
from django.test import Client


@pytest.fixture
def clerk(db):
    """A client logged in with every right, whose admin speaks English."""
    user = get_user_model().objects.create_superuser("clerk", password="kept in a test")
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client
