"""What a site puts between the paragraphs of an article and changes as it likes: teasers of others, and counters.

Left in, such a line makes a new version of the article each night, and the quotation in a teaser's headline one of the
article's. A teaser is a paragraph that is one link and no sentence, or that a label such as "Read more:" begins; a
paragraph with a link in it is the article's.
"""

from __future__ import annotations

import re
from typing import Any

# these say by themselves that what follows leads elsewhere
SURE_LABEL = re.compile(
    r"""(?: read\ (?:more|also|next) | more\ on\ this(?:\ story)? | recommended(?:\ for\ you)? | don['’]t\ miss
    | up\ next | you\ may\ (?:also\ )?like )\s*[:\-–—|»›▶]+\s*""",
    re.VERBOSE | re.IGNORECASE,
)
# these only before a link
LABEL = re.compile(
    r"""(?: read(?:\ (?:on|this))? | see\ also | also(?:\ (?:read|see|on))? | related(?:\ \w+)?
    | more(?:\ (?:from\ [\w ]{1,40}|news))? | watch(?:\ (?:more|now|also))? | listen(?:\ now)? )\s*[:\-–—|»›▶]+\s*""",
    re.VERBOSE | re.IGNORECASE,
)
COUNTER = re.compile(
    r"""\d[\d.,]*\s*[km]?\s*(?:shares?|comments?|views?|likes?|reads?|reactions?)
    | (?:comments?|shares?|views?)\s*[:(]\s*\d[\d.,]*\s*\)?
    | (?:\d+\s*[-–]?\s*min(?:ute)?s?\ read | reading\ time:?\ \d+\ min(?:ute)?s?)
    | (?:listen\ to\ this\ article|audio|video)\s*[:·|–-]?\s*[(]?\d+(?::\d\d|\s*min(?:ute)?s?)[)]?
    | (?:last\s+)?(?:updated|modified)\s*(?::|at|on)?\s+(?:(?:\d+|an?)\s+(?:seconds?|minutes?|mins?|hours?|days?)\s+ago
        |[\d:.]+\s*(?:[ap]\.?m\.?)?(?:\s*[A-Z]{2,4})?)""",
    re.VERBOSE | re.IGNORECASE,
)
SENTENCE = re.compile(r"[.!?…]['\"’”»)\]]*$")
# a teaser is a headline; a paragraph that is longer is one of the article, whatever is linked in it
LONGEST = 200
# words: what is shorter, and one link, is a writer's name or a topic, which the description is taken from
FEWEST = 4


def take_out_teasers(tree: Any) -> None:
    """Remove them from an lxml tree of HTML; what follows each stays."""
    for element in list(tree.iter("p", "div", "span", "a")):
        # only what has no blocks inside: a paragraph, or a <div> that stands for one
        if element.getparent() is None or any(
            child.tag in {"p", "div", "ul", "ol", "img"} for child in element.iter() if child is not element
        ):
            continue
        text = " ".join("".join(element.itertext()).split())
        if not text or len(text) > LONGEST:
            continue
        if COUNTER.fullmatch(text) or (element.tag in {"p", "div"} and _is_teaser(element, text)):
            element.drop_tree()


def _is_teaser(element: Any, text: str) -> bool:
    if SURE_LABEL.match(text):
        return True
    links = [" ".join("".join(link.itertext()).split()) for link in element.iter("a") if link.get("href")]
    if not any(links):
        return False
    label = LABEL.match(text)
    rest = text[label.end() :] if label else text
    for link in links:
        rest = rest.replace(link, "", 1)
    if any(character.isalnum() for character in rest):
        return False
    return label is not None or (len(text.split()) >= FEWEST and not SENTENCE.search(text))
