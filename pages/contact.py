"""How the county council is reached: what the foot of every page says."""

from django.utils.translation import get_language

POSTAL_ADDRESS = "Piața Libertății nr. 5, 530140 Miercurea Ciuc"
TELEPHONE = "+40 266 207 700"
EMAIL = "info@hargitamegye.ro"
SITES = {
    "ro": "https://judetulharghita.ro/",
    "hu": "https://hargitamegye.ro/",
    "en": "https://harghitacounty.ro/",
}


def contact() -> dict[str, str]:
    """Return ``postal_address``, ``telephone``, ``email`` and the ``site`` in the language."""
    return {
        "postal_address": POSTAL_ADDRESS,
        "telephone": TELEPHONE,
        "email": EMAIL,
        "site": SITES.get(get_language(), SITES["ro"]),
    }
