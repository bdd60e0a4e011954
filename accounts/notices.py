"""Whether somebody is mailed when something waits for them: each decides that alone."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse

from accounts.models import StaffProfile, profile_of


def switch(request):
    """Switch the mails of the person who is logged in on or off."""
    if request.method != "POST":
        raise PermissionDenied
    wanted = not profile_of(request.user).gets_notices
    StaffProfile.objects.update_or_create(user=request.user, defaults={"gets_notices": wanted})
    return HttpResponseRedirect(reverse("admin:index"))
