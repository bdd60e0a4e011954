"""What tests ask of an installation and of its backups."""

from pathlib import Path


def archives(folder):
    return sorted(folder.iterdir())


def media(site):
    root = site.folder / "media"
    return {p.relative_to(root): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def table_missing(site):
    try:
        site.ask("SELECT count(*) FROM partners_partnerregion")
    except Exception as error:
        return str(error)
    return ""


def of_version_0_1(kind):
    return Path(__file__).parent / f"data/site-of-format-1-{kind}.tar.gz"


def add_large_document(site, content: bytes) -> None:
    """Attach a document to the first decision, which makes it public: /documents/1.pdf."""
    folder = site.folder / "media/documents"
    folder.mkdir(parents=True)
    (folder / "large.pdf").write_bytes(content)
    site.commit(
        "INSERT INTO publishing_document"
        " (id, file, title, title_ro, kind, language, size, text, search_text)"
        f" VALUES (1, 'documents/large.pdf', '', 'Text', 'decision', 'ro', {len(content)}, '', '')"
    )
    site.commit(
        "INSERT INTO decisions_decisionattachment (entry_id, document_id, position)"
        " SELECT min(id), 1, 0 FROM decisions_decision"
    )
