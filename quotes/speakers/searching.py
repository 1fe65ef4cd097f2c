"""Keys to look people up by whose surnames sound alike: few enough to keep for a hundred thousand people."""

from __future__ import annotations

from collections.abc import Iterable

from quotes.speakers.comparing import blocking_keys

_NO_G_OR_H = str.maketrans("", "", "gh")
_SHORT = 4  # letters of a surname that has no skeleton of consonants


def search_keys(names: Iterable[str]) -> set[str]:
    """The keys of all forms of one person's name: two to three a person.

    Of :func:`quotes.speakers.comparing.blocking_keys` those that do not depend on vowels. Any two names of
    ``tests/speakers/name_pairs.csv`` that may be one share one of them.
    """
    found: set[str] = set()
    for name in names:
        keys = blocking_keys(name, in_any_order=False)
        # Ukrainian h is Russian g: Hrytsai, Gritsai
        chosen = {key.translate(_NO_G_OR_H) or key for key in keys if key[0] == "-"} - {"-"}
        chosen |= {key for key in keys if ":" in key or (key[0] == "*" and len(key) == 4)}
        chosen |= {key for key in keys if key[0] not in "-*" and ":" not in key and len(key) <= _SHORT}
        found |= chosen or keys
    return found
