import unicodedata

# Letters that Unicode does not decompose into a base letter and a mark.
_UNDECOMPOSED = str.maketrans(
    {"ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "’": "'"}
)


def fold(text: str) -> str:
    """The text in small letters without diacritics, for sorting and searching.

    "Strășeni", "STRĂŞENI" (with a cedilla) and "straseni" all become "straseni".
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    base = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(base.translate(_UNDECOMPOSED).split())
