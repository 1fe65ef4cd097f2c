"""Names of organisations and documents: which of them name one across documents, and which only say what it is."""

from __future__ import annotations

import re

# a name that consists of these, whatever its capitals, is some ministry, court or report, and in each document another
_GENERIC = frozenset(
    """
    a an the of for and in on at to by with from its his her their our this that these those
    administration agency agencies alliance ambassador army assembly association attorney attorneys authorities
    authority ballot bank bill board body book brief bureau cabinet campaign caucus chamber charity church city club
    coalition college commission committee community companies company conference congress congregation constitution
    consulate corporation council county court crew critics defence defense delegation democrats department deputies
    directorate district document documents embassy executive experts families family federation finance firm fire
    force foreign foundation friends fund government governments group groups headquarters health high home hospital
    house industry inquiry institute institution interior investigators journal judges jury justice lawmakers lawsuit
    lawyers leaders leadership league legislature letter local magazine majority management media members memo
    military ministers ministry minority mission movement national neighbours neighbors network newspaper
    notice office officers officials opposition order organisation organization organisers organizers owners
    palace panel paper parents parliament partners party people petition plan planners police policy post
    prosecution prosecutors protesters public publication radio receipt record regional regulator release report
    reporters representatives residents resolution review royal rules school scientists secretariat security senate
    service site society sources spokespeople staff state states statement station students study supreme survey
    task team teachers television the treaty tribunal trust union university website witnesses workers
    """.split()
)


def is_proper(name: str) -> bool:
    """Whether a name means one organisation or document wherever it stands, or several people by name.

    The last word has a capital, and some word with a capital says more than what kind of thing it is.

    >>> is_proper("the State Department of Kestravia"), is_proper("the Ministry"), is_proper("NATO officials")
    (True, False, False)
    """
    words = re.findall(r"[\w’'.&-]+", name)
    if not words:
        return False
    last = words[-1]
    if last.islower():
        return False
    return any(not word.islower() and word.lower().rstrip(".") not in _GENERIC for word in words) or (
        len(words) == 1 and last.isupper() and len(last) > 1
    )
