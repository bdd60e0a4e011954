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
# Soft hyphens, zero-width spaces, marks of byte order, and letters that are only room for others.
# A joiner stays within an emoji, and so
# do what chooses its form and what spells a flag.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u115f\u1160\u180b-\u180f\u200b\u200c"
    "\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U000e0001]"
    "|\u200d(?![\u2600-\u27bf\U0001f000-\U0001faff])"
    "|(?<![\u00a9\u00ae#*0-9\u2000-\u32ff\U0001f000-\U0001faff])[\ufe00-\ufe0f]"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]+"
)
# Marks of direction come along with what is copied; they mean something beside such letters only.
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
_LIGATURES = re.compile("[\ufb00-\ufb06]")  # of printed type: "ﬁ"
_BULLETS = dict.fromkeys((0xF0A7, 0xF0B7, 0xF0D8), "•")  # of Word's symbol fonts
_COMMA_BELOW = str.maketrans("ŞşŢţ", "ȘșȚț")


def normalise_text(value: str, language: str | None = None) -> str:
    """Return the text composed (NFC), without what nobody sees, with plain line ends.

    Romanian text gets the commas below that keyboards of old wrote as cedillas.
    """
    text = _SPACES.sub(" ", _LINE_ENDS.sub("\n", value))
    text = _UNSEEN.sub("", _NO_TEXT.sub("", text)).translate(_BULLETS)
    text = text if _RIGHT_TO_LEFT.search(text) else _DIRECTION.sub("", text)
    text = _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = unicodedata.normalize("NFC", text)
    return text.translate(_COMMA_BELOW) if language == "ro" else text
