from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Partners, decisions and activities as tables, out and in."""

    name = "exchange"
