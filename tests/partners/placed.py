"""Partners that are at a place."""

from tests.factories import make_partner


def put(name, at, **fields):
    return make_partner(name, latitude=at[0], longitude=at[1], **fields)
