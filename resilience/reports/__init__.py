"""Documents to hand out: sheets, briefs, stories, the deck."""
