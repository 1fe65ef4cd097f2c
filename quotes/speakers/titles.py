"""The words of English news for offices: ``words/offices.txt``, and what is made from it, by phrase.

The file says its own form. A portfolio ("foreign affairs") makes "minister", "secretary", "deputy minister",
"ministry spokesman" and their kin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from quotes.speakers.places import rows, split_words

_KINDS = {
    "{head}": ("head", "chief", "director", "boss"),
    "{chair}": ("chair", "chairman", "chairwoman", "chairperson"),
    "{spokes}": ("spokesman", "spokeswoman", "spokesperson"),
    "{adviser}": ("adviser", "advisor"),
}
_DEPUTIES = {"foreign minister": "deputy foreign minister", "defence minister": "deputy defence minister"}
_KIND = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True)
class Title:
    """What one phrase says: controlled roles, or the name of a rule that decides with the place.

    ``default`` is where the office is held if nothing is said; ``body`` the ministry or force that
    a spokesperson speaks for.
    """

    roles: tuple[str, ...]
    rule: str | None = None
    default: str | None = None
    body: str | None = None


class _Titles:
    def __init__(self) -> None:
        self.by_phrase: dict[str, Title] = {}
        portfolios: list[tuple[str, list[str]]] = []
        for what, phrases in rows("offices"):
            items = [item.strip() for item in phrases.split(",") if item.strip()]
            if what.startswith("+"):
                portfolios.append((what[1:], items))
                continue
            roles, _, default = (part.strip() for part in what.partition("@"))
            title = (
                Title((), rule=roles[1:], default=default or None)
                if roles.startswith("~")
                else Title(tuple(role.strip() for role in roles.split(",")), default=default or None)
            )
            for item in items:
                for phrase in _expanded(item):
                    self.by_phrase[_folded(phrase)] = title
        for body in ("air force", "navy", "army", "general staff", "military intelligence"):
            for word in _KINDS["{spokes}"]:
                self.by_phrase[f"{body} {word}"] = Title(("spokesperson",), body=body.replace(" ", "-"))
        for role, items in portfolios:
            for item in items:
                for phrase, title in _of_portfolio(role, _folded(item)):
                    self.by_phrase.setdefault(phrase, title)
        self.last_words = frozenset(phrase.rpartition(" ")[2] for phrase in self.by_phrase)


def _expanded(phrase: str) -> Iterator[str]:
    kind = _KIND.search(phrase)
    if kind is None:
        yield phrase
    else:
        for word in _KINDS[kind.group()]:
            yield phrase.replace(kind.group(), word)


def _folded(phrase: str) -> str:
    return " ".join(word.text for word in split_words(phrase))


def _of_portfolio(role: str, portfolio: str) -> Iterator[tuple[str, Title]]:
    ministry = f"{role.removesuffix(' minister')}-ministry"
    deputy = Title((_DEPUTIES.get(role, "minister"),))
    yield f"{portfolio} minister", Title((role,))
    yield f"{portfolio} secretary", Title((role,))
    yield f"{portfolio} secretary of state", Title((role,), default="GB")
    for rank in ("deputy", "vice", "first deputy", "deputy first"):
        yield f"{rank} {portfolio} minister", deputy
        yield f"{rank} {portfolio} secretary", deputy
        yield f"{portfolio} {rank} minister", deputy
    if role in {"defence minister", "finance minister", "trade minister", "health minister", "economy minister"}:
        also = ("chief of the general staff",) if role == "defence minister" else ()
        yield f"{portfolio} chief", Title((role, *also))
    for form in (f"{portfolio} ministry", f"ministry of {portfolio}", f"ministry for {portfolio}"):
        for word in _KINDS["{head}"]:
            yield f"{form} {word}", Title((role,))
        for word in _KINDS["{spokes}"]:
            for rank in ("", "chief ", "deputy "):
                yield f"{rank}{form} {word}", Title(("spokesperson",), body=ministry)


_titles = lru_cache(maxsize=1)(_Titles)


def title_of(phrase: str) -> Title | None:
    """What a phrase of folded words says by itself, without its place ("foreign minister", "chief of staff")."""
    return _titles().by_phrase.get(phrase)


def title_words() -> frozenset[str]:
    """The last words of all titles: a phrase with none of them, in whatever order, is no office."""
    return _titles().last_words
