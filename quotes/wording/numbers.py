"""Numbers in words and digits under one key: "3,000", "three thousand" and "3000"."""

from __future__ import annotations

from collections.abc import Sequence

_ONES = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_ORDINALS = {
    str(number): word
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
}
_SIGNS = "-$€£¥"
_SCALES = frozenset(["hundred", "thousand", "million", "billion", "trillion"])
_COUNTING = frozenset(["half", "percent", "dozen", "dozens", "twice", "thrice"])
_ORDINAL_WORDS = frozenset(_ORDINALS.values())


def digits_of(written: str, *, ordinal: bool = False) -> str:
    """A number in digits as a key: without the commas between thousands, with its sign and currency; "2nd" as "second".

    >>> digits_of("$3,000.50")
    '$3000.50'
    """
    plain = written
    parts = plain.split(",")
    if len(parts) > 1 and all(len(part.partition(".")[0]) == 3 for part in parts[1:]):
        plain = "".join(parts)
    if ordinal:
        return _ORDINALS.get(plain, f"{plain}th")
    return plain


def joined_number(keys: Sequence[str]) -> tuple[str, int] | None:
    """The number that the keys begin with, in digits, and how many keys it takes; None where they begin with none.

    Hundreds and thousands are reckoned in; "million" and more stay words, since digits are written with them too.

    >>> joined_number(["two", "hundred", "and", "five", "tanks"])
    ('205', 4)
    """
    total, place = _below_hundred(keys, 0)
    if total is None:
        if len(keys) < 2 or not keys[0].isdecimal() or len(keys[0]) > 3 or keys[1] not in ("hundred", "thousand"):
            return None
        total, place = int(keys[0]), 1
    total, place = _hundreds(keys, total, place)
    if place < len(keys) and keys[place] == "thousand":
        total, place = total * 1000, place + 1
        rest, after = _below_hundred(keys, place + (place < len(keys) and keys[place] == "and"))
        if rest is not None:
            rest, after = _hundreds(keys, rest, after)
            total, place = total + rest, after
    return str(total), place


def _below_hundred(keys: Sequence[str], place: int) -> tuple[int | None, int]:
    if place >= len(keys):
        return None, place
    if (ones := _ONES.get(keys[place])) is not None:
        return ones, place + 1
    if (tens := _TENS.get(keys[place])) is not None:
        after = _ONES.get(keys[place + 1], 0) if place + 1 < len(keys) else 0
        return (tens + after, place + 2) if 0 < after < 10 else (tens, place + 1)
    return None, place


def _hundreds(keys: Sequence[str], total: int, place: int) -> tuple[int, int]:
    if place < len(keys) and keys[place] == "hundred":
        total, place = total * 100, place + 1
        joined = place < len(keys) and keys[place] == "and"
        rest, after = _below_hundred(keys, place + joined)
        if rest is not None:
            return total + rest, after
    return total, place


def is_number(key: str) -> bool:
    """Whether a unit's key is a number, an ordinal ("first") or a scale ("million")."""
    return key.lstrip(_SIGNS)[:1].isdigit() or key in _SCALES or key in _ORDINAL_WORDS or key in _COUNTING
