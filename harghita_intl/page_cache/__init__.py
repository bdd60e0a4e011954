"""Rendered pages, cached until the content changes: as fast as a file, as fresh as the database."""
