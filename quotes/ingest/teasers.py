"""What a site puts between the paragraphs of an article and changes as it likes: teasers of others, and counters.

Left in, such a line makes a new version of the article each night, and the quotation in a teaser's headline one of the
article's. A teaser is a paragraph that is one link and no sentence, or that a label such as "Read more:" begins; a
paragraph with a link in it is the article's.
"""

from __future__ import annotations

import re
from typing import Any

LABEL = re.compile(
    r"""(?: read(?:\ (?:more|also|next|on|this))? | see\ also | also\ (?:read|see|on) | related(?:\ \w+)?
    | more(?:\ (?:on\ this(?:\ story)?|from\ [\w ]{1,40}|news))? | recommended(?:\ for\ you)? | don['’]t\ miss
    | watch(?:\ (?:more|now|also))? | listen(?:\ now)? | up\ next | you\ may\ (?:also\ )?like )\s*[:\-–—|»›▶]+\s*""",
    re.VERBOSE | re.IGNORECASE,
)
COUNTER = re.compile(
    r"""\d[\d.,]*\s*[km]?\s*(?:shares?|comments?|views?|likes?|reads?|reactions?)
    | (?:last\s+)?(?:updated|published)\s*:?\s+(?:\d+|an?)\s+(?:seconds?|minutes?|mins?|hours?|days?)\s+ago""",
    re.VERBOSE | re.IGNORECASE,
)
SENTENCE = re.compile(r"[.!?…]['\"’”»)\]]*$")
# a teaser is a headline; a paragraph that is longer is one of the article, whatever is linked in it
LONGEST = 200
# words: what is shorter, and one link, is a writer's name or a topic, which the description is taken from
FEWEST = 4


def take_out_teasers(tree: Any) -> None:
    """Remove them from an lxml tree of HTML; what follows each stays."""
    for element in list(tree.iter("p", "div", "span")):
        # only what has no blocks inside: a paragraph, or a <div> that stands for one
        if element.getparent() is None or any(
            child.tag in {"p", "div", "ul", "ol", "img"} for child in element.iter() if child is not element
        ):
            continue
        text = " ".join("".join(element.itertext()).split())
        if not text or len(text) > LONGEST:
            continue
        if COUNTER.fullmatch(text) or (element.tag != "span" and _is_teaser(element, text)):
            element.drop_tree()


def _is_teaser(element: Any, text: str) -> bool:
    linked = " ".join(" ".join("".join(link.itertext()).split()) for link in element.iter("a") if link.get("href"))
    if not linked:
        return False
    label = LABEL.match(text)
    if label:
        return text[label.end() :] in {linked, ""} or text == linked
    return text == linked and len(text.split()) >= FEWEST and not SENTENCE.search(text)
