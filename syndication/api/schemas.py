"""What the API answers with and what it can be asked: the records of the open data, in pages."""

from functools import cache
from typing import Any, Literal, get_args, get_origin

from ninja import Schema
from pydantic import BaseModel, ConfigDict, Field, create_model

from publishing.languages import LANGUAGE_CODES
from publishing.records import Texts

MAX_PER_PAGE = 100
# PostgreSQL keeps no text with this character in it.
WITHOUT_NUL = r"^[^\x00]*$"
Language = Literal[LANGUAGE_CODES]


class InLanguage(Schema):
    """What every question may say."""

    lang: Language = Field(
        None, description="Answers with texts in this language, or in one that there is."
    )


class Paged(InLanguage):
    page: int = Field(1, ge=1, le=1_000_000, description="The page of the list, from 1.")
    per_page: int = Field(50, ge=1, le=MAX_PER_PAGE, description="Entries on a page.")


class SearchQuery(Paged):
    q: str = Field(..., min_length=1, max_length=200, pattern=WITHOUT_NUL, description="Words.")


class Found(BaseModel):
    """An entry that answers a search."""

    id: str = Field(description="Permanent address, which identifies the entry.")
    kind: str = Field(description="partner, page, decision, or a kind of activity.")
    title: str
    page: str = Field(description="Address of its page.")
    excerpt: str = Field(description="The beginning of what it says.")


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="What kind of problem it is; about:blank says what status says.")
    title: str
    status: int
    detail: str = Field(description="What to do about it, in the language asked for.")


class Index(BaseModel):
    """Where everything is."""

    partners: str
    decisions: str
    agreements: str
    activities: str
    search: str
    openapi: str
    documentation: str
    licence: str


def list_query(fields: type[BaseModel]) -> type[Paged]:
    """Build the query of a list from what can be asked of its entries."""
    return create_model(fields.__name__, __base__=(fields, Paged))


def page_of(item: Any) -> type[BaseModel]:
    """Build a page of a list of such items."""
    return create_model(
        f"{item.__name__}Page",
        count=(int, Field(description="Entries on all pages.")),
        page=(int, Field(description="This page, from 1.")),
        pages=(int, Field(description="How many pages there are.")),
        next=(str | None, Field(description="Address of the next page.")),
        previous=(str | None, Field(description="Address of the page before.")),
        items=(list[item], Field(description="The entries of this page.")),
    )


@cache
def in_one_language(model: type[BaseModel]) -> type[BaseModel]:
    """Return the model as ``lang`` has it: a text in place of one in each language."""
    fields = {
        name: (_in_one_language(field.annotation), Field(description=field.description))
        for name, field in model.model_fields.items()
    }
    if all(fields[name][0] == field.annotation for name, field in model.model_fields.items()):
        return model
    return create_model(f"{model.__name__}InOneLanguage", __doc__=model.__doc__, **fields)


def _in_one_language(annotation: Any) -> Any:
    if annotation is Texts:
        return str | None
    if get_origin(annotation) is list:
        return list[_in_one_language(get_args(annotation)[0])]
    is_model = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return in_one_language(annotation) if is_model else annotation
