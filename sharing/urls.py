from django.urls import path, register_converter
from django.urls.converters import StringConverter

from sharing.cards import MODELS
from sharing.views import card


class KindConverter(StringConverter):
    regex = "|".join(MODELS)


register_converter(KindConverter, "kind_of_card")

app_name = "sharing"
urlpatterns = [path("<kind_of_card:kind>-<int:pk>.png", card, name="card")]
