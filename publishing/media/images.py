"""Reads what is uploaded as a picture, and makes the files that it is served from.

Whatever comes in is hostile until it was drawn anew: no byte of an upload is ever kept or served.
"""

from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from pi_heif import register_heif_opener
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

WIDTHS = (480, 960, 1600)
FORMATS = {"avif": {"quality": 60, "speed": 8}, "webp": {"quality": 78, "method": 4}}
TAKEN = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF")
MAX_SIZE = (4096, 4096)  # pixels that a kept original has at most
MAX_PIXELS = 50_000_000
MAX_BYTES = 20 * 1024 * 1024
MAX_PROFILE_BYTES = 1024 * 1024
register_heif_opener()  # as telephones take photos; the package decodes only
SRGB = ImageCms.createProfile("sRGB")
Image.MAX_IMAGE_PIXELS = MAX_PIXELS  # Pillow warns of more, and refuses twice as many
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


@dataclass(frozen=True)
class Variant:
    """One file of a picture: its format's name, its size in pixels, and its bytes."""

    format: str
    width: int
    height: int
    data: bytes


def read(file) -> Image.Image:
    """Return the first picture of a file, turned as its camera said, without what else it had.

    Raises ValidationError for what is no photo, or too large to be decoded safely.
    """
    file.seek(0, 2)
    if file.tell() > MAX_BYTES:
        raise ValidationError(_("The file is larger than 20 MB: make it smaller first."))
    file.seek(0)
    try:
        return _decoded(file)
    except UnidentifiedImageError as error:
        message = _("Choose a picture in JPEG, PNG, WebP, AVIF or HEIC format.")
        raise ValidationError(message) from error
    except BOMBS as error:
        message = _("The picture has more than 50 million pixels. Make it smaller and try again.")
        raise ValidationError(message) from error
    except Exception as error:  # decoders of hostile files fail in every way there is
        raise ValidationError(
            _("This picture cannot be read. Save it again as JPEG or PNG.")
        ) from error
    finally:
        file.seek(0)


def _decoded(file) -> Image.Image:
    with Image.open(file, formats=TAKEN) as source:
        if source.width * source.height > MAX_PIXELS:
            raise Image.DecompressionBombError
        image = _on_white(ImageOps.exif_transpose(source))
    if source.mode in ("RGB", "RGBA", "P"):  # the profiles of prints are of other inks
        image = _in_srgb(image, source.info.get("icc_profile") or b"")
    image.info = {}
    return image


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Return the picture in the colours that the web takes for granted, as its profile says.

    A photo of a phone would look pale without; one whose profile is faulty has only its numbers.
    """
    if not profile or len(profile) > MAX_PROFILE_BYTES:
        return image
    try:
        return ImageCms.profileToProfile(image, BytesIO(profile), SRGB)
    except (ImageCms.PyCMSError, OSError):
        return image


def _on_white(image: Image.Image) -> Image.Image:
    """Put the picture on white, as on paper: a coat of arms would get a black ground."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image.convert("RGBA"))
    return paper.convert("RGB")


def original(image: Image.Image) -> bytes:
    """Return what is kept of a picture, to make other sizes of it one day."""
    image = ImageOps.contain(image, MAX_SIZE) if max(image.size) > MAX_SIZE[0] else image
    data = BytesIO()
    image.save(data, "WEBP", quality=92, method=2)
    return data.getvalue()


def variants(image: Image.Image) -> list[Variant]:
    """Make the variants of a picture, narrowest first; never wider than it is."""
    widths = [width for width in WIDTHS if width < image.width] + [min(image.width, WIDTHS[-1])]
    made = []
    for width in dict.fromkeys(widths):
        height = max(1, round(image.height * width / image.width))
        scaled = image.resize((width, height), Image.Resampling.LANCZOS)
        for name, options in FORMATS.items():
            data = BytesIO()
            scaled.save(data, name.upper(), **options)
            made.append(Variant(name, width, height, data.getvalue()))
    return made
