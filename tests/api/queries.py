"""The API as a program asks it."""

API = "/api/v1/"


def ask(client, path, status=200, **query):
    response = client.get(API + path, query)
    assert response.status_code == status, response.content
    return response.json()


def every(client, path, **query) -> list:
    """All items of a list, by following its links."""
    items, page = [], ask(client, path, **query)
    while True:
        items += page["items"]
        if page["next"] is None:
            assert len(items) == page["count"]
            return items
        page = client.get(page["next"].removeprefix("https://testserver")).json()
