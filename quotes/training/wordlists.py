"""Lists of words that the modules need, one item a line in ``words/*.txt``; all written for this project."""

from __future__ import annotations

from importlib.resources import files


def word_list(name: str) -> tuple[str, ...]:
    """The lines of ``words/<name>.txt`` in order; a line that stands there twice counts twice."""
    text = (files("quotes.training") / "words" / f"{name}.txt").read_text(encoding="utf8")
    return tuple(line for line in text.splitlines() if line)
