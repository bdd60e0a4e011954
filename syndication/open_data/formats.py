"""The forms in which datasets are given away, and under which licence."""

FORMAT_NAMES = {"csv": "CSV", "xlsx": "Excel (XLSX)", "json": "JSON", "geojson": "GeoJSON"}
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
