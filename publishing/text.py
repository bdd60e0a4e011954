"""Text as it comes in, made the same whichever way it comes."""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_SPACES = re.compile("[\v\f\x1c-\x1f]")
# Control characters but tab and line feed, halves of letters, and what Unicode gives to nobody.
_NO_TEXT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
# Soft hyphens, zero-width spaces and marks of byte order; a joiner stays within an emoji.
_UNSEEN = re.compile(
    "[\u00ad\u200b\u200c\u2060\ufeff]|\u200d(?![\u2600-\u27bf\U0001f000-\U0001faff])"
)
_COMMA_BELOW = str.maketrans("ŞşŢţ", "ȘșȚț")


def normalise_text(value: str, language: str | None = None) -> str:
    """Return the text composed (NFC), without what nobody sees, with plain line ends.

    Romanian text gets the commas below that keyboards of old wrote as cedillas.
    """
    text = _SPACES.sub(" ", _LINE_ENDS.sub("\n", value))
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", _NO_TEXT.sub("", text)))
    return text.translate(_COMMA_BELOW) if language == "ro" else text
