"""Programs that look at what was uploaded: each in a process of its own, with limits.

No file, however it was forged, holds up the site: a program that takes too long is ended.
"""

import json
import subprocess
import sys
from pathlib import Path

from publishing.text import normalise_text

MAX_SECONDS = 20  # from start to end; its share of a processor is bounded there
MAX_CHARACTERS = 100_000  # that are read of a document


class Refused(Exception):
    """The file cannot be made harmless; ``found`` names what it holds."""

    def __init__(self, kind: str, *found: str):
        super().__init__(kind, *found)
        self.kind, self.found = kind, ", ".join(found)


def sanitised(content: bytes, format: str) -> bytes:
    """Return a PDF, DOCX or XLSX without anything that acts, written anew. Raises Refused.

    A signed PDF that has nothing such stays as it is.
    """
    program = "pdf_sanitiser.py" if format == "pdf" else "office_sanitiser.py"
    try:
        process = _run(program, content, format)
        refusal = json.loads(process.stderr) if process.returncode else []
    except (subprocess.TimeoutExpired, ValueError) as error:  # or a limit within ended it
        raise Refused("TooComplex") from error
    if process.returncode:
        raise Refused(*refusal)
    return process.stdout


def words_of(content: bytes, format: str) -> str:
    """Return the text of a PDF, DOCX or XLSX, as far as it is read; "" of what has none.

    So it is of a scanned document, which is only pictures of its pages.
    """
    try:
        output = _run("text_reader.py", content, format, str(MAX_CHARACTERS)).stdout
    except subprocess.TimeoutExpired as error:
        output = error.stdout or b""
    text = output.decode("utf-8", "ignore")
    return normalise_text(" ".join(text.split()), None)[:MAX_CHARACTERS]


def _run(program: str, content: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run a program of this folder, which reads the file's bytes."""
    command = [sys.executable, "-I", str(Path(__file__).with_name(program)), *arguments]
    return subprocess.run(command, input=content, capture_output=True, timeout=MAX_SECONDS)
