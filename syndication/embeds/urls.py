from django.urls import path, re_path

from syndication.embeds.views import EmbeddedMap, EmbeddedTable, PartnerCard

app_name = "embeds"
urlpatterns = [
    re_path(r"^(?P<code>p(?P<pk>\d{1,9}))/$", PartnerCard.as_view(), name="partner"),
    path("partners/", EmbeddedTable.as_view(), name="table"),
    path("map/", EmbeddedMap.as_view(), name="map"),
]
