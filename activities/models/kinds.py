"""Each kind of activity as a model of its own, which the admin has forms and lists for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from activities.models.activities import Activity, ActivityQuerySet
from publishing.models import Entry


class OfKind(models.Manager.from_queryset(ActivityQuerySet)):
    """The activities of the one kind that a proxy model stands for."""

    def get_queryset(self):
        return super().get_queryset().filter(kind=self.model.only_kind)


class Project(Activity):
    """A project that the county carries out with partners, usually with outside funding."""

    only_kind = Activity.Kind.PROJECT
    objects = OfKind()

    class Meta(Entry.Meta):
        proxy = True
        verbose_name = _("project")
        verbose_name_plural = _("projects")


class Event(Activity):
    """Something that takes place: once, every year, or when nobody wrote down."""

    only_kind = Activity.Kind.EVENT
    objects = OfKind()

    class Meta(Entry.Meta):
        proxy = True
        verbose_name = _("event")
        verbose_name_plural = _("events")


class Programme(Activity):
    """A continuing activity, often with events and projects of its own."""

    only_kind = Activity.Kind.PROGRAMME
    objects = OfKind()

    class Meta(Entry.Meta):
        proxy = True
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")


class Membership(Activity):
    """The county's membership of an international organisation or network."""

    only_kind = Activity.Kind.MEMBERSHIP
    objects = OfKind()

    class Meta(Entry.Meta):
        proxy = True
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")


class News(Activity):
    """A short dated entry: a visit, a delegation, a signing."""

    only_kind = Activity.Kind.NEWS
    objects = OfKind()

    class Meta(Entry.Meta):
        proxy = True
        verbose_name = _("news item")
        verbose_name_plural = _("news")


KINDS = (Project, Event, Programme, Membership, News)
