from django.apps import AppConfig


class EmbeddingConfig(AppConfig):
    name = "embedding"
