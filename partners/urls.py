from django.urls import path

from partners.views import PartnerDetail, PartnerList

app_name = "partners"
urlpatterns = [
    path("", PartnerList.as_view(), name="list"),
    path("<slug:slug>/", PartnerDetail.as_view(), name="detail"),
]
