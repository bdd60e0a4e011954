"""Programs that look at what was uploaded: each in a process of its own, with limits.

No file, however it was forged, holds up the site: a program that takes too long is ended.
"""

import subprocess
import sys
from pathlib import Path

MAX_SECONDS = 20  # from start to end; its share of a processor is bounded there


class TookTooLong(Exception):
    """The program was ended; ``output`` is what it had written by then."""

    def __init__(self, output: bytes):
        super().__init__()
        self.output = output


def run(program: str, content: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run a program of this folder, which reads the file's bytes. Raises TookTooLong."""
    command = [sys.executable, "-I", str(Path(__file__).with_name(program)), *arguments]
    try:
        return subprocess.run(command, input=content, capture_output=True, timeout=MAX_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise TookTooLong(error.stdout or b"") from error
