"""The index of the search, and what staff and readers tell it of words."""

from search.models.index import IndexEntry, Term
from search.models.missed import MissedSearch
from search.models.promoted import PromotedAnswer, promoted_links
from search.models.synonyms import SynonymGroup

__all__ = ["IndexEntry", "MissedSearch", "PromotedAnswer", "SynonymGroup", "Term", "promoted_links"]
