from django.urls import path

from syndication.social.views import card

app_name = "social"
urlpatterns = [
    path("<slug:kind>-<key:pk>-<slug:digest>.png", card, name="card"),
    path("<slug:kind>-<key:pk>.png", card),  # by earlier addresses
]
