"""The kinds of entries. Each registers here once, and whoever needs all kinds iterates.

An app says what is particular to its kind in its module ``entry_type``, which is imported when all
models are there.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict
from pydantic import BaseModel

from publishing.filters import FilterForm
from publishing.publication import Publishable
from publishing.searching import SearchFields

CHUNK_SIZE = 100  # entries that are in memory at once


@dataclass(frozen=True)
class ShareCard:
    """The texts of a share card; ``end`` is the name at the far end of its line, if it has one."""

    title: str
    relation: str = ""
    start: str = ""
    end: str = ""

    @property
    def digest(self) -> str:
        """Return what is another one for a card with other texts."""
        return blake2b(repr(self).encode(), digest_size=6).hexdigest()


@dataclass(frozen=True)
class Dataset:
    """The entries of a kind as open data: a table of records, filtered as its page is.

    ``load`` fetches with a query all that a record says; ``filtered`` reads the query string of the
    kind's list; ``query_fields`` and ``select`` are the parameters of the API and what they choose.
    Titles and descriptions are messages.
    """

    name: str  # in addresses: "partners"
    title: str
    about: str
    schema: type[BaseModel]
    record: Callable[..., BaseModel]
    published: Callable[[], QuerySet]  # in order
    load: Callable[[QuerySet], QuerySet]
    filtered: Callable[[QueryDict], tuple[FilterForm, QuerySet]]
    query_fields: type[BaseModel]
    select: Callable[[BaseModel], QuerySet]
    formats: tuple[str, ...] = ("csv", "xlsx", "json")
    query: str = ""  # of the address that asked for a part of it

    def entries(self) -> QuerySet:
        """Return what is published, in order, with all that its records say."""
        return self.load(self.published())

    def records(self) -> Iterator[BaseModel]:
        """Yield the records one by one."""
        return map(self.record, self.entries().iterator(CHUNK_SIZE))

    def narrowed(self, parameters: QueryDict) -> "Dataset":
        """Return the part that a query string asks for, in its order.

        ValueError if it asks by what is no filter, or no value of one.
        """
        if not parameters:
            return self
        form, found = self.filtered(parameters)
        if form.problems or parameters.keys() - form.fields.keys():
            raise ValueError(parameters.urlencode())
        return replace(self, published=lambda: found, query=parameters.urlencode())


@dataclass(frozen=True)
class Table:
    """A kind of entry as a table, which staff take out, change in a spreadsheet and bring back.

    Its columns are the model's, and the ``relations``. New rows that agree in the whole
    ``natural_key`` are the same; an export is in the ``order``. The title is a message.
    """

    title: str
    relations: tuple[str, ...] = ()
    natural_key: tuple[str, ...] = ()
    order: tuple[str, ...] = ("pk",)


@dataclass(frozen=True)
class EntryType:
    """One kind of entry: what the site needs to know of it beside its model.

    ``section`` is the view of the list that it stands in, ``also_in`` those of further lists that
    show it, ``dated_with`` the relations whose changes are changes of its page; all may be empty.
    ``upcoming`` returns the condition of being ahead, ``select_related`` and ``prefetch_related``
    name what its entries are called by.
    """

    model: type[Publishable]
    name: str  # in addresses: "partner"
    plural: str  # likewise: "partners"
    section: str = ""
    also_in: tuple[str, ...] = ()
    has_page: bool = True  # of its own
    has_kinds: bool = False  # its entries say by ``kind`` what they are
    dated_with: tuple[str, ...] = ()
    select_related: tuple[str, ...] = ()
    prefetch_related: tuple[str, ...] = ()
    upcoming: Callable[[], Q] | None = None
    share_card: Callable[..., ShareCard] | None = None
    json_ld: Callable[..., dict] | None = None
    search: SearchFields | None = None
    dataset: Dataset | None = None
    table: Table | None = None

    @property
    def prefix(self) -> str:
        """Return the letter that its permanent addresses begin with."""
        return self.model.type_prefix

    def kind_of(self, entry: Model) -> str:
        """Return what an entry is: "partner", "page", "event" …"""
        return entry.kind if self.has_kinds else self.name

    def label_of(self, entry: Model) -> str:
        """Return what an entry is, in words."""
        return str(entry.get_kind_display() if self.has_kinds else self.model._meta.verbose_name)


_by_model: dict[type[Model], EntryType] = {}


def register(*entry_types: EntryType) -> None:
    """Make kinds of entries known to the whole site."""
    _by_model.update({entry_type.model: entry_type for entry_type in entry_types})


def entry_types() -> list[EntryType]:
    """Return all kinds of entries, in the order of their apps."""
    return list(_by_model.values())


def entry_type_of(entry: Model) -> EntryType:
    """Return the kind of an entry, also of one of a proxy model."""
    return _by_model[entry._meta.concrete_model]


def models_by_prefix() -> dict[str, type[Publishable]]:
    """Return the models by the letter that their permanent addresses begin with."""
    return {entry_type.prefix: entry_type.model for entry_type in entry_types()}


def datasets() -> dict[str, Dataset]:
    """Return the open data by name."""
    return {t.dataset.name: t.dataset for t in entry_types() if t.dataset}


def tables() -> dict[str, EntryType]:
    """Return the kinds that staff take out and bring back as tables, by name."""
    return {t.plural: t for t in entry_types() if t.table}
