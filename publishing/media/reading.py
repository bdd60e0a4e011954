"""The words of a document, by which it is found: read once, when it is uploaded."""

from publishing.media import programs
from publishing.text import normalise_text

MAX_CHARACTERS = 100_000


def words_of(content: bytes, format: str) -> str:
    """Return the text of a PDF, DOCX or XLSX, as far as it is read; "" of what has none.

    So it is of a scanned document, which is only pictures of its pages.
    """
    try:
        output = programs.run("text_reader.py", content, format, str(MAX_CHARACTERS)).stdout
    except programs.TookTooLong as error:
        output = error.output
    text = output.decode("utf-8", "ignore")
    return normalise_text(" ".join(text.split()), None)[:MAX_CHARACTERS]
