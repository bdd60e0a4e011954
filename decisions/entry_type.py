"""What is particular to decisions and agreements among the kinds of entries."""

from functools import cache

from django.conf import settings
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext, override, pgettext
from django.utils.translation import gettext_noop as _

from decisions import records
from decisions.filters import DecisionFilter
from decisions.models import Agreement, Decision, DecisionLink
from decisions.models.querysets import NEWEST_FIRST
from publishing.entry_types import Dataset, EntryType, ShareCard, Table, register
from publishing.filters import FilterForm
from publishing.languages import LANGUAGE_CODES
from publishing.media.library import Document
from publishing.periods.formatting import format_period
from publishing.permalinks import permalink
from publishing.rich_text.cleaning import plain_text
from publishing.searching import NAME, TEXT, TITLE, SearchFields, years_of


def _filtered(parameters: QueryDict) -> tuple[FilterForm, QuerySet]:
    """Narrow as the register does; the timeline calls all of them the kind "decision"."""
    if parameters.get("kind") == "decision":
        parameters = parameters.copy()
        del parameters["kind"]
    form = DecisionFilter(parameters)
    found = form.narrow(Decision.objects.published())
    return form, form.arrange(found) if "sort" in form.chosen else found.in_order()


def _share_card(decision: Decision) -> ShareCard:
    start = pgettext("start of a line", "Miercurea Ciuc")
    names = [partner.seat or partner.name for partner in decision.shown_partners]
    when = format_period(decision.date)
    relation = f"{capfirst(decision.get_kind_display())}, {when}"
    return ShareCard(decision.heading, relation, start, names[0] if len(names) == 1 else "")


def _json_ld(decision: Decision) -> dict:
    """Return schema.org's Legislation; a date only where the day is known."""
    thing = {
        "@type": "Legislation",
        "@id": permalink(decision),
        "name": decision.heading,
        "url": settings.SITE_URL + decision.get_absolute_url(),
        "legislationType": gettext("decision of a county council"),
        "legislationJurisdiction": {"@type": "AdministrativeArea", "identifier": "RO-HR"},
        "inLanguage": "ro",
    }
    if decision.number:
        thing["legislationIdentifier"] = decision.reference
        thing["sameAs"] = records.eli_of(decision)
    if not decision.body:
        thing["legislationPassedBy"] = {"@id": f"{settings.SITE_URL}/#council"}
    else:
        thing["legislationPassedBy"] = {"@type": "Organization", "name": decision.body}
    if decision.date.start.precision == 3 and decision.date.start.iso and not decision.date.end:
        thing["legislationDate"] = decision.date.start.iso
    elif decision.date.start.iso:
        thing["temporalCoverage"] = decision.date.start.iso
    if text := plain_text(decision.text):
        thing["description"] = text
    if partners := decision.shown_partners:
        thing["about"] = [
            {"@type": "AdministrativeArea", "@id": permalink(p), "name": p.name} for p in partners
        ]
    official = [k.url for k in decision.links.all() if k.kind == DecisionLink.Kind.OFFICIAL]
    if official:
        thing["isBasedOn"] = official
    if texts := decision.texts:
        thing["encoding"] = [_encoding(text) for text in texts]
    for name, other in (
        ("legislationChanges", decision.amends),
        ("legislationRepeals", decision.repeals),
    ):
        if other and other.is_public:
            thing[name] = {"@id": permalink(other)}
    if decision.is_repealed:
        thing["legislationLegalForce"] = "https://schema.org/NotInForce"
    return thing


def _encoding(text: Document) -> dict:
    return {
        "@type": "LegislationObject",
        "name": str(text),
        "inLanguage": text.language,
        "encodingFormat": text.content_type,
        "contentUrl": settings.SITE_URL + text.get_absolute_url(),
    }


def _citation(decision: Decision) -> str:
    cited = f"{gettext('decision')} {decision.get_kind_display()} {decision.reference}"
    return f"{cited} {years_of(decision.date)} {' '.join(_council_names())}"


@cache
def _council_names() -> list[str]:
    """Return the words by which a decision of the council is cited, in every language."""
    names = []
    for language in LANGUAGE_CODES:
        with override(language):
            names.append(pgettext("words of citations of decisions", "HCC county council decision"))
    return names


register(
    EntryType(
        Decision,
        "decision",
        "decisions",
        section="decisions:list",
        also_in=("partners:list", "activities:list"),
        dated_with=("agreements",),
        prefetch_related=("partners",),
        share_card=_share_card,
        json_ld=_json_ld,
        search=SearchFields(
            {TITLE: ("title",), NAME: (_citation,), TEXT: ("text", "body")},
            excerpt=(lambda decision: format_period(decision.date), "text"),
            rank=3,
            order=NEWEST_FIRST,
            partners="partners",
        ),
        dataset=Dataset(
            name="decisions",
            title=_("Decisions"),
            about=_("The county council’s decisions on twinning and on cooperation agreements."),
            schema=records.Decision,
            record=records.decision_record,
            published=lambda: Decision.objects.published().in_order(),
            load=records.load_decisions,
            filtered=_filtered,
            query_fields=records.DecisionQuery,
            select=records.select_decisions,
        ),
        table=Table(
            _("Decisions"), relations=("partners", "links"), natural_key=("number", "date")
        ),
    ),
    EntryType(
        Agreement,
        "agreement",
        "agreements",
        has_page=False,
        select_related=("partner", "approved_by"),
        search=SearchFields(
            {
                NAME: (lambda agreement: f"{agreement} {years_of(agreement.period)}",),
                TEXT: ("place", "signatories", "note"),
            },
            excerpt=(
                lambda agreement: format_period(agreement.period) if agreement.period else "",
                "note",
            ),
            rank=3,
            order=("-first_day", "-pk"),
            partners="partner",
            # Any other is found by its decision, which is called the same.
            stands_alone=lambda agreement: agreement.approved_by_id is None,
        ),
        dataset=Dataset(
            name="agreements",
            title=_("Agreements"),
            about=_(
                "What the county agreed with its partner regions, and whether it is in force today."
            ),
            schema=records.Agreement,
            record=records.agreement_record,
            published=lambda: Agreement.objects.published().in_order(),
            load=records.load_agreements,
            filtered=lambda parameters: (FilterForm(parameters), Agreement.objects.published()),
            query_fields=records.AgreementQuery,
            select=records.select_agreements,
        ),
        table=Table(
            _("Agreements"), relations=("links",), natural_key=("partner", "kind", "approved_by")
        ),
    ),
)
