import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

from publishing.media.pictures import Picture
from tests.factories import make_partner
from tests.files import files_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def photo(kind="JPEG", size=(1800, 1200), name="photo.jpg", mode="RGB", **options):
    data = BytesIO()
    Image.new(mode, size, "green").save(data, kind, **options)
    return SimpleUploadedFile(name, data.getvalue())


def upload(admin_client, **fields):
    typed = {
        "alt_ro": "O pajiște",
        "alt_hu": "Rét",
        "alt_en": "A meadow",
        "credit": "Ana",
        **fields,
    }
    return admin_client.post("/admin/publishing/picture/add/", typed)


def test_uploaded_photo_is_shown_in_new_formats_at_several_sizes(admin_client, client):
    assert upload(admin_client, file=photo()).status_code == 302
    picture = Picture.objects.get()
    partner = make_partner(picture=picture)
    html = client.get(f"/hu/partnerek/{partner.slug_hu}/").content.decode()
    for expected in (
        'type="image/avif"',
        'type="image/webp"',
        "960w",
        'width="1600" height="1067"',
    ):
        assert expected in html
    assert 'alt="Rét"' in html
    assert "Ana" in html
    url = picture.largest["url"]
    response = client.get(url)
    assert Image.open(BytesIO(b"".join(response.streaming_content))).size == (1600, 1067)
    assert "immutable" in response["Cache-Control"]


def test_photo_of_a_telephone_is_taken_and_its_place_left_behind(admin_client):
    heic = (Path(__file__).parent / "photo.heic").read_bytes()
    upload(admin_client, file=SimpleUploadedFile("IMG_0001.HEIC", heic))
    picture = Picture.objects.get()
    assert picture.sources[0][:3] == ["avif", 96, 64]
    with picture.file.open() as original:
        assert Image.open(original).getexif() == {}


def test_what_matters_stays_in_sight_where_a_picture_is_cut(admin_client, client):
    upload(admin_client, file=photo(), focal_x=81, focal_y=0)
    make_partner(picture=Picture.objects.get())
    html = client.get("/ro/parteneri/").content.decode()
    assert html.count('class="thumb focal-x-8 focal-y-0"') == 1


def test_form_of_a_picture_says_where_it_is_used(admin_client):
    upload(admin_client, file=photo(size=(300, 200)))
    picture = Picture.objects.get()
    in_text = {"text_ro": f'<p>a</p><img data-picture="{picture.pk}">'}
    entries = [make_partner("A", picture=picture), make_partner("B", **in_text), make_partner("C")]
    entries[2].attachments.create(picture=picture)
    make_partner("D")
    html = admin_client.get(f"/admin/publishing/picture/{picture.pk}/change/").content.decode()
    keys = re.findall(r'<a href="/admin/partners/partnerregion/(\d+)/change/">', html)
    assert sorted(map(int, keys)) == [entry.pk for entry in entries]


def test_entry_shows_further_pictures_in_their_order(admin_client, client):
    for alt in ("Zidul", "Turnul"):
        upload(admin_client, file=photo(size=(300, 200)), alt_ro=alt)
    second, first = Picture.objects.all()
    partner = make_partner()
    for position, picture in ((2, second), (1, first)):
        partner.attachments.create(picture=picture, position=position)
    html = client.get(partner.get_absolute_url()).content.decode()
    assert re.findall(r'alt="(Zidul|Turnul)"', html) == ["Zidul", "Turnul"]


def test_small_photo_is_not_made_larger(admin_client):
    upload(admin_client, file=photo(size=(300, 200)))
    assert [source[:3] for source in Picture.objects.get().sources] == [
        ["avif", 300, 200],
        ["webp", 300, 200],
    ]


def test_place_where_a_photo_was_taken_is_left_behind(admin_client, client):
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (46.0, 21.0, 0.0)}
    exif[0x0112] = 6  # turned by the camera
    upload(admin_client, file=photo(exif=exif))
    shown = client.get(Picture.objects.get().largest["url"])
    image = Image.open(BytesIO(b"".join(shown.streaming_content)))
    assert dict(image.getexif()) == {}
    assert image.width < image.height


def test_what_is_transparent_becomes_white_like_paper(admin_client):
    data = BytesIO()
    Image.new("RGBA", (400, 300), (0, 0, 0, 0)).save(data, "PNG")
    upload(admin_client, file=SimpleUploadedFile("arms.png", data.getvalue()))
    with Picture.objects.get().file.open() as file, Image.open(file) as stored:
        assert min(stored.convert("RGB").getpixel((200, 150))) > 250


def test_colours_of_print_are_not_said_to_be_those_of_a_screen(admin_client):
    data, profile = BytesIO(), ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new("CMYK", (400, 300)).save(data, "JPEG", icc_profile=profile)
    upload(admin_client, file=SimpleUploadedFile("print.jpg", data.getvalue()))
    with Picture.objects.get().file.open() as file, Image.open(file) as stored:
        assert "icc_profile" not in stored.info


def test_colours_of_a_photo_become_those_of_the_web_and_no_profile_is_kept(admin_client, tmp_path):
    # What a phone with other colours calls (0, 128, 0) is another green on the web.
    profile = swapped_profile()
    upload(admin_client, file=photo(size=(40, 30), icc_profile=profile))
    for path in files_in(tmp_path):
        with Image.open(path) as stored:
            assert "icc_profile" not in stored.info
            red, green, blue = stored.convert("RGB").getpixel((20, 15))
            assert red > 100 > max(green, blue), path.suffix


@pytest.mark.parametrize("profile", [b"x" * 100, b"words " * 2_000_000], ids=["faulty", "huge"])
def test_faulty_or_huge_profile_is_passed_over(admin_client, tmp_path, profile):
    upload(admin_client, file=photo(size=(40, 30), icc_profile=profile))
    files = files_in(tmp_path)
    assert [path.stat().st_size < 10_000 for path in files] == [True] * 3


def swapped_profile() -> bytes:
    """A profile like sRGB, but whose red and green are each other's."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = {b"rXYZ": b"gXYZ", b"gXYZ": b"rXYZ"}
    table, size = 132, 12
    for start in range(table, table + size * int.from_bytes(data[128:132]), size):
        name = data[start : start + 4]
        data = data[:start] + swapped.get(name, name) + data[start + 4 :]
    return data


def test_text_alternative_is_required_unless_decorative(admin_client):
    response = upload(admin_client, file=photo(), alt_ro="", alt_hu="", alt_en="")
    assert set(response.context["adminform"].form.errors) == {"alt_ro", "file"}
    assert upload(admin_client, file=photo(), alt_ro="", alt_hu="Egy rét").status_code == 302
    assert upload(admin_client, file=photo(), alt_ro="", is_decorative="on").status_code == 302


def test_decorative_photo_is_passed_over(admin_client, client):
    upload(admin_client, file=photo(), is_decorative="on")
    partner = make_partner(picture=Picture.objects.get())
    assert (
        'alt=""'
        in client.get(f"/en/partners/{partner.slug_en}/").content.decode().partition("<main")[2]
    )


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("photo.jpg", b"<script>alert(1)</script>"),
        SimpleUploadedFile("photo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        SimpleUploadedFile("photo.png", b""),
        photo("GIF", (10, 10), "photo.gif"),
        photo("BMP", (10, 10), "photo.png"),
        photo("PNG", (10_000, 10_000), "photo.png", mode="1"),
    ],
    ids=["script", "svg", "empty", "gif", "bmp as png", "too many pixels"],
)
def test_what_is_no_photo_is_refused_beside_its_field(admin_client, file):
    file.seek(0)
    response = upload(admin_client, file=file)
    assert list(response.context["adminform"].form.errors) == ["file"]
    assert Picture.objects.count() == 0
    assert "O pajiște" in response.content.decode()


def test_originals_are_not_served(admin_client, client):
    upload(admin_client, file=photo())
    assert client.get(f"/media/{Picture.objects.get().file.name}").status_code == 404
    assert client.get("/media/pictures/../secret_key").status_code == 404
