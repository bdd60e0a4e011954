from django.urls import path

from decisions.views import DecisionDetail, Register

app_name = "decisions"
urlpatterns = [
    path("", Register.as_view(), name="list"),
    path("<slug:slug>/", DecisionDetail.as_view(), name="detail"),
]
