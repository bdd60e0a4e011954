from django.urls import path

from activities.views import ActivityDetail, TimelineView

app_name = "activities"
urlpatterns = [
    path("", TimelineView.as_view(), name="list"),
    path("<slug:slug>/", ActivityDetail.as_view(), name="detail"),
]
