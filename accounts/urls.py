"""A new password by e-mail, where the site sends any; named as Django looks for them."""

from django.conf import settings
from django.urls import path

from accounts import password_reset

urlpatterns = []
if settings.EMAIL_URL:
    urlpatterns += [
        path("", password_reset.Ask.as_view(), name="admin_password_reset"),
        path("sent/", password_reset.Asked.as_view(), name="password_reset_done"),
        path("<uidb64>/<token>/", password_reset.Set.as_view(), name="password_reset_confirm"),
        path("done/", password_reset.IsSet.as_view(), name="password_reset_complete"),
    ]
