from django.urls import path, re_path

from syndication.open_data import views

app_name = "open_data"
urlpatterns = [
    re_path(r"^catalog\.(?P<ending>ttl|jsonld)$", views.catalog, name="catalog"),
    re_path(
        r"^decisions/(?P<key>[0-9]{1,9})\.(?P<ending>ttl|jsonld)$", views.decision, name="decision"
    ),
    path("schema/<slug:name>.json", views.schema, name="schema"),
    path("<slug:name>.csv-metadata.json", views.csv_metadata, name="csv_metadata"),
    path("<slug:name>.<slug:ending>", views.file, name="file"),
]
