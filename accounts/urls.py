"""A password set by a link; what mails it is there where the site sends any mail.

Named as Django looks for them.
"""

from django.conf import settings
from django.contrib import admin
from django.urls import path

from accounts import notices, password_reset

urlpatterns = [
    path("notices/", admin.site.admin_view(notices.switch), name="notices"),
    path("invitation/<uidb64>/<token>/", password_reset.Accept.as_view(), name="invitation"),
    path(
        "password-reset/done/", password_reset.IsSetView.as_view(), name="password_reset_complete"
    ),
]
if settings.EMAIL_URL:
    urlpatterns += [
        path("password-reset/", password_reset.RequestView.as_view(), name="admin_password_reset"),
        path(
            "password-reset/sent/",
            password_reset.RequestedView.as_view(),
            name="password_reset_done",
        ),
        path(
            "password-reset/<uidb64>/<token>/",
            password_reset.SetView.as_view(),
            name="password_reset_confirm",
        ),
    ]
