"""Formatted texts: typed in an editor, cleaned before they are kept, rendered for the public.

A kept text is HTML of few elements, one block a line. A picture of the library stands in it as
``<img data-picture="7">``: how it looks, and its words in the reader's language, are the site's.
"""
