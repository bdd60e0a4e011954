"""What visitors will read of a date, while it is typed."""

from django.http import HttpRequest, JsonResponse

from publishing.periods.forms import echo, read_or_none

MAX_LENGTH = 200


def period_echo(request: HttpRequest) -> JsonResponse:
    """Answer with the words of each language for ``?text=``; none if it cannot be read."""
    text = request.GET.get("text", "")
    period = read_or_none(text) if len(text) <= MAX_LENGTH else None
    return JsonResponse({"words": echo(period)})
