from django.urls import path, register_converter
from django.urls.converters import StringConverter

from syndication.social.cards import MODELS
from syndication.social.views import card


class KindConverter(StringConverter):
    regex = "|".join(MODELS)


register_converter(KindConverter, "kind_of_card")

app_name = "social"
urlpatterns = [path("<kind_of_card:kind>-<key:pk>.png", card, name="card")]
