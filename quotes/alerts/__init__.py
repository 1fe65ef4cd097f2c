"""Tells people and programs what is new: by webhook and by e-mail, each time at least once and as a rule once."""
