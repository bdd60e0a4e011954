"""The history of what publishing/ has translated; each other app registers its own."""

from history.registration import register_history
from publishing.media.library import Document
from publishing.media.pictures import Picture

register_history(Document)
register_history(Picture)
