"""What an editor's browser sends: every field of a form, with what a test fills in."""


def date_fields(name: str, start=(), end=(), course="") -> dict:
    """The seven inputs of a period; a start or an end is (year, month, day), as far as known."""
    parts = [*_padded(start), *_padded(end), course]
    return {f"{name}_{index}": part for index, part in enumerate(parts)}


def _padded(day) -> list:
    return [*day, *[""] * (3 - len(day))]


def inline_fields(prefix: str, *rows: dict) -> dict:
    """The rows of entries that are edited with another."""
    fields = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    for index, row in enumerate(rows):
        fields |= {f"{prefix}-{index}-{name}": value for name, value in row.items()}
    return fields


def partner_form(decisions=(), links=(), **fields) -> dict:
    return {
        "country": "HU",
        "position": 1,
        "institution_language": "ro",
        "name_ro": "Județul Hont",
        "status": "draft",
        **inline_fields("decisions", *decisions),
        **inline_fields("links", *links),
        **fields,
    }


def decision_row(date=("1994",), **fields) -> dict:
    dates = {**date_fields("date", date), **date_fields("in_force")}
    return {"kind": "twinning", "number": 19, "status": "published", **dates, **fields}


def event_form(start=(), end=(), course="", links=(), **fields) -> dict:
    return {
        "title_ro": "Târg",
        "status": "draft",
        **date_fields("period", start, end, course),
        **inline_fields("links", *links),
        **fields,
    }
