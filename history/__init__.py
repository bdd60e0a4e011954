"""What lasts: short addresses, the page as it was on a day, citations."""
