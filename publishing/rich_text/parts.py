"""The languages that words within a text may be marked with."""

# Word names the language of everything, as HU or en-US: what is written so marks nothing.
LANGUAGES_OF_PARTS = ("ro", "hu", "en", "de", "fr", "hy", "it", "pl", "zh-hans")
