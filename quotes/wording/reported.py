"""A claim as it was copied: with signs that a program spoilt, and with the reporting clause around its words."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from itertools import pairwise

from quotes.wording.units import keys
from quotes.wording.vocabulary import HEARD, NEGATIONS, SAYING

# a closing mark has no space before it, an opening one none behind it
_SPAN = re.compile(r"“([^“”]+)”|\"(?=\S)([^\"]+)(?<=\S)\"|„([^„“”]+)[“”]")
_LONGEST_CUE = 12  # words: "he said on Tuesday", "she told reporters in the corridor"
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_TAG = re.compile(r"</?(?:a|b|em|i|mark|q|s|small|span|strong|sub|sup|u)(?:\s[^<>]{0,300})?>", re.IGNORECASE)
_BREAK = re.compile(r"</?(?:p|br|div|blockquote)(?:\s[^<>]{0,300})?/?>", re.IGNORECASE)
# UTF-8's bytes of curly marks, dashes and accented letters, read as Windows-1252: "â€™", "Ã©"
_BYTES = {chr(byte): byte for byte in range(0x80, 0x100)}
_BYTES |= {one: byte for byte in range(0x80, 0xA0) if (one := bytes([byte]).decode("cp1252", errors="ignore"))}
_LATER = re.escape("".join(one for one, byte in _BYTES.items() if byte < 0xC0))
_MISREAD = re.compile(f"[ÂÃ][{_LATER}]|â[€„\x80\x84][{_LATER}]")
_NAME = r"[A-ZÀ-Þ][\w’'.-]*(?:\s+(?:(?:of|the|and|de|da|di|du|der|den|van|von|al|bin|for)\s+)*[A-ZÀ-Þ][\w’'.-]*)*"
_VERB = rf"\b(?:{'|'.join(sorted(SAYING))})\b"
# "told Sky News" names who heard it
_INVERTED = rf"\b(?:{'|'.join(sorted(SAYING - HEARD))})\b"
_ADVERB = r"(?:(?:also|then|later|\w+ly)\s+)?"
_PLACE = r"(?:on|in|at|to|from|during|after|before|as|when|while)\b"
_NAMED = (
    # "Mr Falk told", "Ada Osei, the mayor, said"; "said mayor Antony Blinken"; "said the mayor, Ada Osei"
    re.compile(rf"({_NAME})(?:,[^,]{{1,60}},)?\s+{_ADVERB}{_VERB}"),
    re.compile(
        rf"{_INVERTED}\s+((?:[A-ZÀ-Þ][\w’'.-]*\s+)*(?:(?!{_PLACE})[a-z]+\s+){{0,5}}?{_NAME})"
        rf"(?=\s*(?:[,.;:]|$)|\s+{_PLACE})"
    ),
    re.compile(rf"{_INVERTED}\s+(?:the|an?)\s[^,]{{1,60}},\s*({_NAME})"),
)
_NO_NAME = frozenset(
    """
    he she they i we it you who monday tuesday wednesday thursday friday saturday sunday january february march april
    may june july august september october november december on in at but and the when as then yesterday today
    """.split()
)




@dataclass(frozen=True, slots=True)
class Reported:
    """The words between the marks of a sentence that reports them, and the name of who it says spoke, if it has one."""

    words: str
    speaker: str | None


def as_written(text: str) -> str:
    """A text without what programs put into it: HTML entities and inline tags, UTF-8 that was read as Windows-1252.

    >>> as_written("We don&rsquo;t <em>need</em> it, donâ€™t you see?")
    'We don’t need it, don’t you see?'
    """
    if "<" in text:
        text = _BREAK.sub(" ", _TAG.sub("", text))
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    return _MISREAD.sub(lambda match: _reread(match[0]), text)


def _reread(characters: str) -> str:
    return bytes(_BYTES[one] for one in characters).decode("utf-8", errors="replace")


def reported(text: str) -> Reported | None:
    """The words that a reporting sentence has between its marks; None where the text is no such sentence.

    A cue between two parts makes one; one before or after them only where it names the speaker.

    >>> reported("“We will go,” she said, “and soon.”")
    Reported(words='We will go, and soon.', speaker=None)
    >>> reported("Mr Falk told reporters: “We pay.”")
    Reported(words='We pay.', speaker='Mr Falk')
    """
    spans = list(_SPAN.finditer(text))
    if not spans:
        return None
    between = [text[one.end() : other.start()] for one, other in pairwise(spans)]
    around = [text[: spans[0].start()], text[spans[-1].end() :]]
    cues = [cue for cue in (*between, *around) if keys(cue)]
    if not cues or any(len(cue.split()) > _LONGEST_CUE for cue in cues):
        return None
    said = {key for cue in cues for key in keys(cue)}
    if not said & SAYING or said & NEGATIONS:
        return None
    speaker = next(filter(None, map(_named, cues)), None)
    if speaker is None and (len(spans) == 1 or any(map(keys, around))):
        return None
    return Reported(" ".join(next(filter(None, span.groups())).strip() for span in spans), speaker)


def _named(cue: str) -> str | None:
    """The name of the cue's subject, with the title before it."""
    for pattern in _NAMED:
        for match in pattern.finditer(cue):
            words = match[1].split()
            while words and words[0].lower() in _NO_NAME:
                words.pop(0)
            if words:
                return " ".join(words).rstrip(".,")
    return None
