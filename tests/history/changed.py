"""An entry as it was changed in the past."""

from datetime import UTC, datetime, timedelta

from history.snapshots import History
from tests.html import ParsedPage

DAY = timedelta(days=1)
START = datetime(2020, 1, 1, 10, tzinfo=UTC)


def at(timestamp, entry, **fields):
    """Saves the entry as if at the moment, with its fields changed."""
    for name, value in fields.items():
        setattr(entry, name, value)
    before = {record.pk for _place, record in History(type(entry), entry.pk).records}
    if fields:
        entry.save()
    for _place, record in History(type(entry), entry.pk).records:
        if record.pk not in before or not fields:
            type(record).objects.filter(pk=record.pk).update(history_date=timestamp)
    return entry


def main(response) -> str:
    return ParsedPage(response.content.decode()).main
