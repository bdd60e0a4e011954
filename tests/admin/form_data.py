"""What an editor's browser sends: every field of a form, with what a test fills in."""


def inline_fields(prefix: str, *rows: dict) -> dict:
    """The rows of entries that are edited with another."""
    fields = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    for index, row in enumerate(rows):
        fields |= {f"{prefix}-{index}-{name}": value for name, value in row.items()}
    return fields


NO_ATTACHMENTS = {**inline_fields("documents"), **inline_fields("pictures")}


def partner_form(agreements=(), links=(), **fields) -> dict:
    return {
        "country": "HU",
        "position": 1,
        "name_ro": "Județul Hont",
        "status": "draft",
        **inline_fields("agreements", *agreements),
        **inline_fields("links", *links),
        **NO_ATTACHMENTS,
        **fields,
    }


def agreement_row(decision="19/1994", **fields) -> dict:
    """A row in a partner's form, with the decision typed as it is cited."""
    return {"kind": "twinning", "approved_by": decision, "status": "published", **fields}


def decision_form(date="1994", **fields) -> dict:
    row = {"kind": "twinning", "number": "19", "status": "published", "date": date}
    return {**row, **inline_fields("links"), **NO_ATTACHMENTS, **fields}


def event_form(period="", links=(), **fields) -> dict:
    return {
        "title_ro": "Târg",
        "status": "draft",
        "period": period,
        **inline_fields("links", *links),
        **NO_ATTACHMENTS,
        **fields,
    }
