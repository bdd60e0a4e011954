from django.urls import path

from pages.views import PageDetail

app_name = "pages"
urlpatterns = [
    path("<slug:slug>/", PageDetail.as_view(), name="detail"),
]
