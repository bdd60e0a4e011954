"""Uploads kept in S3 or what speaks like it; needs the extra package s3 (pip install '.[s3]')."""

from urllib.parse import urljoin

from django.conf import settings
from storages.backends.s3 import S3Storage


class MediaInS3(S3Storage):
    """Visitors get the files from the site, as from a disk: nothing is loaded from elsewhere."""

    def url(self, name: str, *args, **options) -> str:
        return urljoin(settings.MEDIA_URL, name)
