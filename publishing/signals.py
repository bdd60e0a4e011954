"""What happens to entries that apps further right want to know of."""

from django.dispatch import Signal

# Many entries of a model, the sender, were written at once, past its ``save()``: ``entries``.
entries_saved = Signal()

# Before the page of a preview is made, in the transaction that is rolled back after it: ``entry``,
# and ``since``, when the link was made by which it is seen.
preview_begins = Signal()
