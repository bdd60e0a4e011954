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
