"""The database and the media of one moment in one file, and back again, with proof."""
