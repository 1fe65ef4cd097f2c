"""The people of one document, and the places where they are named."""

from __future__ import annotations

from dataclasses import dataclass, field

from quotes.extraction.names import Gender

# of the logarithm of odds: less than this is a hint, not a fact
SURE_LEAN = 1.5


@dataclass(slots=True, eq=False)
class Person:
    """One person of the document.

    ``name`` is the fullest form; ``places`` are the head tokens of the mentions by name; ``roles`` the nouns that the
    text uses of the person ("mayor", "secretary of state"), ``traits`` the other words of such descriptions ("former",
    "Hungarian"). ``lean`` is the evidence of gender as the logarithm of the odds for a man: a title weighs most, then a
    noun ("widow"), a given name, the pronouns near it.
    """

    name: tuple[str, ...]
    lean: float = 0.0
    places: list[int] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    traits: set[str] = field(default_factory=set)
    age: int | None = None
    # a given name alone that a relative's surname completes: "her brother Marcus"
    surname_lent: bool = False
    # titles and appositions as whole phrases; filled for those who speak
    described: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """The fullest form, without titles."""
        return " ".join(self.name)

    @property
    def gender(self) -> Gender | None:
        """Male or female where the evidence is more than a hint."""
        if abs(self.lean) < SURE_LEAN:
            return None
        return "male" if self.lean > 0 else "female"

    def weigh(self, lean: float) -> None:
        """Take in evidence of gender: the strongest counts, weaker agreement and contradiction change it little."""
        if abs(lean) > abs(self.lean):
            self.lean = lean
        elif lean * self.lean < 0:
            self.lean += 0.2 * lean


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A person named in the text: tokens ``start``…``end`` without titles; ``subject`` of its clause or not."""

    start: int
    end: int
    person: Person
    quoted: bool
    subject: bool
    reports: bool = False  # subject of a verb of saying
