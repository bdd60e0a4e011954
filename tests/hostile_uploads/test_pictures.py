"""Pictures are refused with a message in the editor's language, or drawn anew."""

import pytest
from PIL import Image

from publishing.media.pictures import Picture
from tests import hostile_files as made
from tests.files import files_in
from tests.hostile_uploads.refusals import (
    EMPTY,
    NOT_TAKEN,
    REMNANTS,
    TOO_LARGE,
    TOO_MANY_PIXELS,
    UNREADABLE,
    file_named,
    refusal_of,
    stated,
)

pytestmark = pytest.mark.django_db


def upload_picture(editor, content: bytes, name="photo.jpg", kind="image/jpeg"):
    file = file_named(name, content, kind)
    return editor.post("/admin/publishing/picture/add/", {"file": file, "alt_ro": "Un munte"})


PICTURES_REFUSED = {
    "zero bytes": (lambda: b"", "photo.jpg", EMPTY),
    "HTML": (lambda: b"<!doctype html>" + made.SCRIPT, "photo.jpg", NOT_TAKEN),
    "SVG": (lambda: made.SVG, "photo.svg", NOT_TAKEN),
    "SVG as PNG": (lambda: made.SVG, "photo.png", NOT_TAKEN),
    "PHP": (lambda: b"<?php system($_GET[0]); ?>", "photo.php.jpg", NOT_TAKEN),
    "program": (lambda: b"MZ\x90\0" + bytes(500), "photo.jpg", NOT_TAKEN),
    "PDF as JPEG": (lambda: made.pdf(), "photo.jpg", NOT_TAKEN),
    "ZIP as JPEG": (lambda: made.xlsx(["a"]), "photo.jpg", NOT_TAKEN),
    "PostScript": (
        lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        "a.jpg",
        NOT_TAKEN,
    ),
    "GIF": (lambda: made.image("GIF"), "photo.gif", NOT_TAKEN),
    "GIF as PNG": (lambda: made.animated("GIF"), "photo.png", NOT_TAKEN),
    "BMP": (lambda: made.image("BMP"), "photo.png", NOT_TAKEN),
    "TIFF": (lambda: made.image("TIFF"), "photo.jpg", NOT_TAKEN),
    "ICO": (lambda: made.image("ICO"), "photo.png", NOT_TAKEN),
    "10,000 × 10,000": (
        lambda: made.image("PNG", (10_000, 10_000), "L", 0),
        "a.png",
        TOO_MANY_PIXELS,
    ),
    "PNG bomb": (made.png_bomb, "photo.png", TOO_MANY_PIXELS),
    "JPEG that lies": (made.jpeg_that_lies, "photo.jpg", TOO_MANY_PIXELS),
    "WebP that lies": (made.webp_that_lies, "photo.webp", TOO_MANY_PIXELS),
    "bomb in a comment": (made.png_text_bomb, "photo.png", UNREADABLE),
    "truncated JPEG": (lambda: made.image(size=(500, 400))[:-300], "photo.jpg", UNREADABLE),
    "truncated PNG": (lambda: made.image("PNG", (500, 400))[:-60], "photo.png", UNREADABLE),
    "truncated WebP": (lambda: made.image("WEBP", (500, 400))[:-20], "photo.webp", UNREADABLE),
    "truncated AVIF": (lambda: made.image("AVIF", (500, 400))[:-40], "photo.avif", UNREADABLE),
    "wrong sums": (made.png_with_wrong_sum, "photo.png", UNREADABLE),
    "no pixels": (lambda: made.png(5, 5), "photo.png", UNREADABLE),
    "too large": (lambda: made.image() + bytes(20 * 1024 * 1024), "photo.jpg", TOO_LARGE),
}


@pytest.mark.parametrize("case", PICTURES_REFUSED)
def test_hostile_picture_is_refused(editor, tmp_path, case):
    make, name, message = PICTURES_REFUSED[case]

    response = upload_picture(editor, make(), name)

    assert refusal_of(response.context["adminform"].form).startswith(stated(message))
    assert not Picture.objects.exists()
    assert files_in(tmp_path) == []


PICTURES_MADE_HARMLESS = {
    "place where it was taken": (made.with_place, "photo.jpg", "image/jpeg"),
    "script in a comment": (made.png_with_words, "photo.png", "image/png"),
    "JPEG that is HTML": (lambda: made.image(comment=made.SCRIPT), "photo.html", "text/html"),
    "JPEG that is ZIP": (lambda: made.image() + made.ZIP_END, "photo.zip", "application/zip"),
    "JPEG that is PHP": (lambda: made.image() + b"<?php phpinfo() ?>", "a.php", "text/x-php"),
    "JPEG that is PDF": (lambda: made.image(comment=made.pdf()), "a.pdf", "application/pdf"),
    "animated WebP": (lambda: made.animated("WEBP"), "photo.webp", "image/webp"),
    "animated PNG": (lambda: made.animated("PNG"), "photo.png", "image/png"),
    "two pictures in one": (made.many_pictures, "photo.jpg", "image/jpeg"),
    "said to be SVG": (made.image, "photo.svg", "image/svg+xml"),
    "said to be HTML": (made.image, "photo.jpg", "text/html"),
    "path for a name": (made.image, "../../../../etc/cron.d/photo.jpg", "image/jpeg"),
    "Windows path": (made.image, "C:\\Windows\\photo.jpg", "image/jpeg"),
    "null byte in the name": (made.image, "photo.php\0.jpg", "image/jpeg"),
    "script in the name": (made.image, '"><script>alert(1)</script>.jpg', "image/jpeg"),
    "line break in the name": (made.image, "photo\r\nSet-Cookie: a=b.jpg", "image/jpeg"),
    "name of dots": (made.image, "....jpg", "image/jpeg"),
    "hidden name": (made.image, ".htaccess", "image/jpeg"),
    "name from right to left": (made.image, "photo\u202egpj.exe", "image/jpeg"),
}


@pytest.mark.parametrize("case", PICTURES_MADE_HARMLESS)
def test_hostile_picture_is_drawn_anew(editor, client, tmp_path, case):
    make, name, kind = PICTURES_MADE_HARMLESS[case]

    response = upload_picture(editor, make(), name, kind)

    assert response.status_code == 302
    files = files_in(tmp_path)
    assert len(files) == 3  # what is kept, and one size in two formats
    for path in files:
        content = path.read_bytes()
        assert [trace for trace in REMNANTS if trace in content] == []
        assert path.suffix in (".webp", ".avif")
        with Image.open(path) as image:
            assert getattr(image, "n_frames", 1) == 1
            assert (image.size, dict(image.getexif())) == ((60, 40), {})
            assert image.convert("RGB").getpixel((30, 20))[1] > 100  # still the green one
    served = client.get(Picture.objects.get().largest["url"])
    assert served.headers["Content-Type"] == "image/webp"
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    served.getvalue()


def test_very_long_name_is_refused_or_shortened(editor):
    response = upload_picture(editor, made.image(), "a" * 5000 + ".jpg")

    assert response.status_code == 302 or response.context["adminform"].form.errors["file"]
    assert all(len(picture.file.name) <= 100 for picture in Picture.objects.all())
