from django.urls import re_path

from syndication.feeds.selections import EVERYTHING, NAMES
from syndication.feeds.views import atom, calendar

app_name = "feeds"
PARTNER = r"p[1-9]\d{0,8}"
urlpatterns = [
    re_path(rf"^(?P<code>{EVERYTHING}|{'|'.join(NAMES)}|{PARTNER})\.atom$", atom, name="atom"),
    re_path(rf"^(?P<code>{EVERYTHING}|{PARTNER})\.ics$", calendar, name="calendar"),
]
