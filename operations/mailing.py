"""What administrators are mailed of a fault: where it was, and nothing of the visitor."""

import traceback

from django.views.debug import ExceptionReporter


class TerseReporter(ExceptionReporter):
    """In the place of Django's, which tells the whole request with its cookies and fields."""

    def get_traceback_text(self) -> str:
        if self.exc_value is None:
            return ""
        return "".join(traceback.format_exception(self.exc_value))
