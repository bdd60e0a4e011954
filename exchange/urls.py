from django.contrib import admin
from django.urls import path

from exchange import views

app_name = "exchange"
wrap = admin.site.admin_view
urlpatterns = [
    path("<slug:subject>/export.<slug:ending>", wrap(views.export), name="export"),
    path("<slug:subject>/import/", wrap(views.upload), name="upload"),
    path("<slug:subject>/import/<key:key>/", wrap(views.preview), name="preview"),
]
