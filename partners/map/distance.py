"""How far a partner region is."""

from math import asin, cos, radians, sin, sqrt

from partners.map.projection import HARGHITA
from partners.models import PartnerRegion

RADIUS = 6371.0088  # of the earth, in kilometres: the mean radius of the IUGG


def distance_km(partner: PartnerRegion) -> int | None:
    """Return the great circle from Miercurea Ciuc to the partner's seat, in whole kilometres.

    None where its coordinates are not published.
    """
    if partner.latitude is None or partner.longitude is None:
        return None
    (home, east), north = map(radians, HARGHITA), radians(partner.latitude)
    across = sin((radians(partner.longitude) - east) / 2) ** 2
    half = sin((north - home) / 2) ** 2 + cos(home) * cos(north) * across
    return round(2 * RADIUS * asin(sqrt(half)))
