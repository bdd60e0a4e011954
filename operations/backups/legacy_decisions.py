"""Decisions of version 0.1.0, of one partner each: taken apart into decisions and agreements.

A decision about two partners was kept twice; an agreement of which no decision is known was one.
"""

from collections.abc import Iterator
from pathlib import Path

from django.utils.timezone import now
from django.utils.translation import override

from decisions.models import Agreement, Decision
from publishing.fields import FoldedField, PeriodBound
from publishing.languages import LANGUAGE_CODES, column
from publishing.media.library import Document
from publishing.media.programs import words_of

Row = dict[str, object]
Tables = dict[str, list[Row]]
OLD, OLD_HISTORY = "partners_twinningdecision", "partners_historicaltwinningdecision"
SHARED = ("status", "publish_at", "take_down_at", "created", "updated", "kind")
STATES = ("translated_from", *(f"state_{language}" for language in LANGUAGE_CODES))
OF_HISTORY = ("history_id", "history_date", "history_change_reason", "history_type")
REMARKS = ("note", *(f"note_{language}" for language in LANGUAGE_CODES))
# Whose numbers the rows of a new table go on with.
SOURCES = {
    **dict.fromkeys(["decisions_decision", "decisions_agreement"], OLD),
    **dict.fromkeys(["decisions_historicaldecision", "decisions_historicalagreement"], OLD_HISTORY),
}
FIRST_TOMBSTONE = 10**9  # its number is nobody else's
LEADS_ON = {"language": LANGUAGE_CODES[0], "heading": ""}


def take_apart(tables: Tables) -> Tables:
    """Return the tables of a backup with decisions and agreements as this version has them."""
    if OLD not in tables:
        return tables
    rows, records = tables[OLD], tables.get(OLD_HISTORY, [])
    remaining = _remaining_keys([*rows, *records])
    taken = {
        "decisions_decision": [_decision(r) for r in rows if remaining[r["id"]] == r["id"]],
        "decisions_decision_partners": [
            {"id": n, "decision_id": remaining[r["id"]], "partnerregion_id": r["partner_id"]}
            for n, r in enumerate((r for r in rows if remaining[r["id"]]), start=1)
        ],
        "decisions_agreement": [_agreement(r, remaining[r["id"]]) for r in rows],
        "decisions_historicaldecision": [
            _record(r, _decision(r)) for r in records if remaining[r["id"]] == r["id"]
        ],
        "decisions_historicalagreement": [
            _record(r, _agreement(r, remaining[r["id"]])) for r in records
        ],
        "decisions_historicaldecision_partners": list(
            _partners_of_records(rows, records, remaining)
        ),
        "publishing_tombstone": list(_tombstones(remaining)),
    }
    others = {name: found for name, found in tables.items() if name not in (OLD, OLD_HISTORY)}
    return others | taken


def derive() -> None:
    """Fill the columns that follow from others, which no backup of that version has."""
    for model in (Decision, Agreement):
        derived = [f for f in model._meta.fields if isinstance(f, FoldedField | PeriodBound)]
        for entry in model._base_manager.all():
            values = {field.attname: field.pre_save(entry, False) for field in derived}
            model._base_manager.filter(pk=entry.pk).update(**values)


def texts_of(tables: Tables) -> dict[object, str]:
    """Return the file of each decision of a backup that has one, by the key of the decision."""
    rows = tables.get(OLD, [])
    remaining = _remaining_keys([*rows, *tables.get(OLD_HISTORY, [])])
    of_decisions = ((remaining[row["id"]], row.get("document")) for row in rows)
    return {key: str(name) for key, name in of_decisions if key and name}


def attach_texts(texts: dict[object, str], media: Path) -> None:
    """Put the files of decisions, which lie in the folder, into the library, and attach them."""
    for key, name in texts.items():
        decision = Decision.objects.get(pk=str(key))
        document = Document(file=name, kind=Document.Kind.DECISION)
        for language in LANGUAGE_CODES:
            with override(language):
                setattr(document, column("title", language), decision.cited)
        if (file := media / name).exists():
            content = file.read_bytes()
            document.size, document.text = len(content), words_of(content, document.format)
        document.save()
        decision.attachments.create(document=document)


def _remaining_keys(rows: list[Row]) -> dict[object, object]:
    """Return the key of the decision of each row; None of an agreement without a decision."""
    keys: dict[object, object] = {}
    first: dict[tuple, object] = {}
    for row in sorted(rows, key=lambda row: int(str(row["id"]))):
        year = str(row["date"])[:4]
        if row["number"]:
            keys.setdefault(row["id"], first.setdefault((str(row["number"]), year), row["id"]))
        else:
            is_decision = row["kind"] != "cooperation_agreement"
            keys.setdefault(row["id"], row["id"] if is_decision else None)
    return keys


def _decision(row: Row) -> Row:
    year = str(row["date"])[:4]
    slug = f"{row['number']}-{year}" if row["number"] else f"{year}-{row['id']}"
    slugs = {f"slug_{language}": slug for language in LANGUAGE_CODES}
    names = ("id", *SHARED, "number", "date", "first_day", "last_day")
    return {**{name: row[name] for name in names if name in row}, **slugs}


def _agreement(row: Row, decision: object) -> Row:
    start, _slash, end = str(row["in_force"] or "").partition("/")
    names = ("id", *SHARED, *STATES, *REMARKS, "partner_id")
    return {
        **{name: row[name] for name in names if name in row},
        "approved_by_id": decision,
        "in_force_from": start or ("" if decision else row["date"]),
        "in_force_until": "" if end == ".." else end,
    }


def _record(row: Row, values: Row) -> Row:
    """Return a version; it has no columns of its own for what follows from others."""
    derived = {"first_day", "last_day", "translated_from", "note", *STATES}
    remaining = {name: value for name, value in values.items() if name not in derived}
    user = {"history_user_id": row.get("history_user_id")}
    return {**remaining, **{name: row[name] for name in OF_HISTORY}, **user}


def _partners_of_records(rows: list[Row], records: list[Row], remaining: dict) -> Iterator[Row]:
    """Yield the partners of each version of a decision: its own, and those that it has now."""
    number = 0
    for record in records:
        if remaining[record["id"]] != record["id"]:
            continue
        alike = [r["partner_id"] for r in rows if remaining[r["id"]] == record["id"]]
        for partner in dict.fromkeys([record["partner_id"], *alike]):
            number += 1
            yield {
                "m2m_history_id": number,
                "id": number,
                "history_id": record["history_id"],
                "decision_id": record["id"],
                "partnerregion_id": partner,
            }


def _tombstones(remaining: dict) -> Iterator[Row]:
    """Yield where the permanent addresses lead of what is no decision of its own any more."""
    for key, decision in remaining.items():
        target = ("g", key) if decision is None else ("d", decision)
        if decision != key:
            yield {
                **{"id": FIRST_TOMBSTONE + int(str(key)), "prefix": "d", "key": key, **LEADS_ON},
                **{
                    "since": now(),
                    "slug": f"d{key}",
                    "target_prefix": target[0],
                    "target_key": target[1],
                },
            }
