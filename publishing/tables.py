"""Entries as tables, which staff take out, change in a spreadsheet and bring back."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """A kind of entry as a table: its columns are the model's, and the ``relations``.

    New rows that agree in the whole ``natural_key`` are the same; an export is in the ``order``.
    The title is a message.
    """

    title: str
    relations: tuple[str, ...] = ()
    natural_key: tuple[str, ...] = ()
    order: tuple[str, ...] = ("pk",)
