"""Inputs of public bug reports of comparable systems, by kind, with the right value."""

from pathlib import Path

import yaml

FOLDER = Path(__file__).parent


def cases(kind: str) -> list | dict:
    """Return the cases of a kind, as they were reported."""
    return yaml.safe_load((FOLDER / f"{kind}.yaml").read_text(encoding="utf-8"))
