from django.contrib import admin
from django.urls import path

from editing.import_export import views

app_name = "import_export"
wrap = admin.site.admin_view
urlpatterns = [
    path("<slug:table>/export.<slug:ending>", wrap(views.export), name="export"),
    path("<slug:table>/import/", wrap(views.upload), name="upload"),
    path("<slug:table>/import/<key:key>/", wrap(views.progress), name="progress"),
]
