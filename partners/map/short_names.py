"""The proper part of a region's name: "Heves" of "Heves County", for where there is little room.

Hungarian names in -i, such as "Tarnówi járás", are none without their second word.
"""

import re

# What kind of region it is, in our languages. Those with an article or "of" are whole phrases.
GENERIC = (
    # Romanian
    "regiunea autonomă",
    "comitatul",
    "districtul",
    "departamentul",
    "județul",
    "landul",
    "oblastul",
    "powiatul",
    "prefectura",
    "provincia",
    "raionul",
    "regiunea",
    "voievodatul",
    # Hungarian
    "autonóm régió",
    "autonóm terület",
    "megye",
    "prefektúra",
    "rajon",
    "régió",
    "tartomány",
    "terület",
    "vajdaság",
    "vármegye",
    # English
    "autonomous community of",
    "autonomous region",
    *(
        f"{kind}{of}"
        for kind in ("canton", "county", "department", "district", "oblast", "prefecture")
        for of in (" of", "")
    ),
    "province of",
    "province",
    "region of",
    "region",
    "state of",
    "voivodeship",
)
PATTERN = re.compile(
    r"^(?:{0})\s+(?=\S)|(?<=\S)\s+(?:{0})$".format("|".join(GENERIC)), re.IGNORECASE
)


def short_name(name: str) -> str:
    """Return the name without the word for its kind; always a part of the whole name."""
    return PATTERN.sub("", name)
