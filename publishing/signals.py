"""What happens to entries that apps further right want to know of."""

from django.dispatch import Signal

# Many entries of a model, the sender, were written at once, past its ``save()``: ``entries``.
entries_saved = Signal()
