from django.urls import re_path

from history import views

app_name = "versions"
CODE = r"(?P<code>[a-z]\d{1,9})"
urlpatterns = [
    re_path(rf"^{CODE}/$", views.version_list, name="list"),
    re_path(rf"^{CODE}/timegate$", views.timegate, name="timegate"),
    re_path(rf"^{CODE}/timemap$", views.timemap, name="timemap"),
    re_path(rf"^{CODE}/(?P<timestamp>\d{{14}})/$", views.version, name="version"),
]
