import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper


def connect_beside(connection: BaseDatabaseWrapper) -> psycopg.Connection:
    """Connect anew to the PostgreSQL that Django's connection leads to; each statement commits."""
    parameters = connection.get_connection_params()
    for of_django in ("cursor_factory", "context"):
        parameters.pop(of_django, None)
    return psycopg.connect(**parameters, autocommit=True)
