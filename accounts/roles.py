"""Who may do what: said here as data, kept as groups with permissions of the database.

An administrator is Django's superuser, and so may do whatever is added to the site. Each other role
is a group of the same name, which the project makes and puts right itself whenever it is migrated.
"""

from django.contrib.auth.models import Group, Permission, User
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import StaffProfile


class Role(models.TextChoices):
    EDITOR = "editor", _("editor")
    PUBLISHER = "publisher", _("publisher")
    TRANSLATOR = "translator", _("translator")
    ADMINISTRATOR = "administrator", _("administrator")


IN_WORDS = {
    Role.EDITOR: _("writes, changes and deletes drafts, and uploads pictures and documents"),
    Role.PUBLISHER: _("does everything an editor does, publishes, and edits published entries"),
    Role.TRANSLATOR: _("edits only the languages ticked below"),
    Role.ADMINISTRATOR: _("can do everything, and manages accounts"),
}

PUBLISHABLE = "publishable"  # every model that can be published; the others go by their label
LIBRARIES = ("publishing.picture", "publishing.document")
WRITE = ("view", "add", "change", "delete")
RIGHTS: dict[Role, dict[str, tuple[str, ...]]] = {
    Role.EDITOR: {
        PUBLISHABLE: WRITE,
        **dict.fromkeys(LIBRARIES, ("view", "add")),
        "pages.sitesettings": ("view",),
        "editing.checkedlink": ("view",),
        **dict.fromkeys(("search.synonymgroup", "search.promotedanswer"), ("view",)),
        "search.missedsearch": ("view",),
    },
    Role.PUBLISHER: {
        PUBLISHABLE: (*WRITE, "publish", "translate"),
        **dict.fromkeys(LIBRARIES, (*WRITE, "translate")),
        "pages.sitesettings": ("view", "change", "translate"),
        "editing.checkedlink": ("view", "change"),
        **dict.fromkeys(("search.synonymgroup", "search.promotedanswer"), WRITE),
        "search.missedsearch": ("view", "delete"),
    },
    Role.TRANSLATOR: {
        PUBLISHABLE: ("view", "translate"),
        **dict.fromkeys(LIBRARIES, ("view", "translate")),
        "pages.sitesettings": ("view", "translate"),
    },
}


def rights(role: Role, model: type[models.Model]) -> set[str]:
    """Return the codenames of the permissions that a role has on a model."""
    options = model._meta
    key = PUBLISHABLE if "publish" in options.default_permissions else options.label_lower
    return {f"{action}_{options.model_name}" for action in RIGHTS[role].get(key, ())}


def make_groups(app_config, using="default", **signal) -> None:
    """Give every role its rights on an app, and take away those that it should not have."""
    for role in RIGHTS:
        group, _new = Group.objects.using(using).get_or_create(name=role.value)
        codenames = {name for model in app_config.get_models() for name in rights(role, model)}
        wanted = Permission.objects.using(using).filter(
            content_type__app_label=app_config.label, codename__in=codenames
        )
        of_app = group.permissions.filter(content_type__app_label=app_config.label)
        group.permissions.remove(*of_app.exclude(pk__in=wanted))
        group.permissions.add(*wanted)


def role_of(user: User) -> Role | None:
    if user.is_superuser:
        return Role.ADMINISTRATOR
    names = {group.name for group in user.groups.all()}
    return next((role for role in RIGHTS if role.value in names), None)


def give_role(user: User, role: Role, languages=(), **profile) -> None:
    """Make a saved account one of staff with this role, and no right besides.

    ``languages`` are those given to a translator; ``profile`` is what else is known of the person.
    """
    user.is_staff = True
    user.is_superuser = role == Role.ADMINISTRATOR
    user.save(update_fields=["is_staff", "is_superuser"])
    user.user_permissions.clear()
    user.groups.set(Group.objects.filter(name=role) if role in RIGHTS else [])
    of_translator = list(languages) if role == Role.TRANSLATOR else []
    live = [code for code in profile.get("live_languages", ()) if code in of_translator]
    profile |= {"languages": of_translator, "live_languages": live}
    StaffProfile.objects.update_or_create(user=user, defaults=profile)
