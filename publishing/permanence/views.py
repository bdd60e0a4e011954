from django.http import HttpResponseBase, HttpResponseRedirect
from django.utils.translation import get_language, override

from publishing.addresses import traces
from publishing.languages import LANGUAGE_CODES
from publishing.permanence.permanent import models_by_letter
from publishing.views import answer_for_deleted


def permanent(request, letter: str, pk: int) -> HttpResponseBase:
    """Leads to the entry's page in the language of ``?lang=``, else in the visitor's.

    A deleted entry answers as its former addresses do: 410, or on to another entry.
    """
    model = models_by_letter()[letter]
    asked = request.GET.get("lang")
    language = asked if asked in LANGUAGE_CODES else get_language()
    with override(language):
        entry = model.objects.published().filter(pk=pk).first()
        if entry is not None:
            return HttpResponseRedirect(entry.get_absolute_url())
        return answer_for_deleted(request, traces(model, pk))
