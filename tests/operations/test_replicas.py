"""The site on more than one machine: a folder for each; one database, one place for uploads."""

from contextlib import closing

import pytest
from django.core.files.storage import default_storage

from publishing.media.programs import sanitised
from tests.factories import make_document, make_partner, make_picture
from tests.hostile_files import pdf
from tests.operations.servers import Installation


class TestTwoReplicas:
    @pytest.fixture
    def kind(self):
        return "postgresql"

    @pytest.fixture
    def replicas(self, site, tmp_path):
        folder = tmp_path / "another machine"
        folder.mkdir()
        other = Installation(folder, site.database, dict(site.environment))
        made = [site.serve(), other.serve()]
        yield made
        other.stop()

    def test_edit_through_one_is_public_on_the_next_request_of_the_other(self, replicas):
        one, other = replicas
        shown_at_once = []
        for number in range(10):
            street = f"Strada {number}, 1"
            save = (
                "from partners.models import PartnerRegion as P; p = P.objects.get(pk=1);"
                f"p.address = '{street}'; p.save()"
            )
            if number == 0:  # with the whole of Django, once; then as quickly as it goes
                one.manage("shell", "-c", save)
            else:
                one.commit(f"UPDATE partners_partnerregion SET address = '{street}' WHERE id = 1")
            shown_at_once += [street in site.get("/en/partners/")[2] for site in (other, one) * 3]

        assert shown_at_once == [True] * 60

    def test_both_go_on_when_one_of_them_is_gone(self, replicas):
        one, other = replicas
        one.stop()

        assert other.get("/en/partners/")[0] == 200
        assert other.get("/readyz")[0] == 200


@pytest.mark.django_db
class TestUploadsElsewhere:
    """Nothing asks for a folder: another kind of storage does as well."""

    @pytest.fixture(autouse=True)
    def storage(self, settings):
        memory = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
        settings.STORAGES = {**settings.STORAGES, "default": memory}

    def test_picture_is_served_by_the_site(self, client):
        picture = make_picture()
        with default_storage.open(picture.sources[-1][3]) as stored:
            content = stored.read()

        with closing(client.get(picture.largest["url"])) as shown:
            assert (shown.status_code, shown["Content-Type"]) == (200, "image/webp")
            assert shown["Cache-Control"] == "public, max-age=31536000, immutable"
            assert b"".join(shown) == content

    def test_picture_that_is_not_there_is_not_found(self, client):
        url = "/media/pictures/00000000000000000000-480.webp"
        assert client.get(url).status_code == 404

    def test_document_is_served_by_the_site(self, client):
        document = make_document(content=pdf(), attached_to=make_partner())

        with closing(client.get(document.get_absolute_url())) as shown:
            assert (shown.status_code, b"".join(shown)) == (200, sanitised(pdf(), "pdf"))

    def test_site_is_ready_with_it(self, client):
        assert client.get("/readyz").json()["storage"] == "ok"
        assert default_storage.listdir("readiness") == ([], [])
