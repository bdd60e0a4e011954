"""Rendered pages, kept as long as nothing changed: as fast as a file, as fresh as the database."""
