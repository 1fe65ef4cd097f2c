"""A Word file (DOCX) → its words as they would be printed with all tracked changes accepted.

python-docx opens the package; its ``paragraph.text`` leaves out inserted words, content controls and footnotes, so that
the elements are walked here. One paragraph is one line, however many runs it is split into.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from quotes.errors import UnreadableInput
from quotes.ingest.fields import Description

# of the parts that are parsed, which take ten times that in memory; pictures are not
LARGEST_XML = 40_000_000

_PARAGRAPH, _TEXT, _TEXT_BOX = qn("w:p"), qn("w:t"), qn("w:txbxContent")
# moved words stand once where they came from, and once where they went; a fallback repeats a text box
_LEFT_OUT = {
    *(qn(f"w:{name}") for name in ("del", "moveFrom", "pPr", "instrText", "sectPr")),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "\u2011",
}
_QUOTING_STYLES = {"quote", "intense quote", "block text"}
# their first two notes are the lines that part them from the text
_SEPARATORS = {"separator", "continuationSeparator", "continuationNotice"}


def read_word_file(data: bytes) -> tuple[Description, str]:
    """The title of the file's properties, and its words: text, tables, text boxes, then foot- and endnotes.

    Paragraphs in a style for quotations become ``> …``. Raises :class:`quotes.errors.UnreadableInput` for what is no
    Word file, or is damaged. The file's dates say when its template was made, so none is taken from it.
    """
    document = _opened(data)
    quoting = {style.style_id for style in document.styles if (style.name or "").lower() in _QUOTING_STYLES}
    blocks = list(_paragraphs(document.element.body, quoting))
    for kind in (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES):
        for relation in document.part.rels.values():
            if relation.reltype == kind and not relation.is_external:
                blocks += _notes(relation.target_part.blob)
    title = " ".join((document.core_properties.title or "").split())
    return Description(title=title or None), "\n\n".join(blocks) + "\n"


def _opened(data: bytes) -> Any:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            size = sum(member.file_size for member in package.infolist() if member.filename.endswith((".xml", ".rels")))
    except (zipfile.BadZipFile, ValueError, EOFError) as error:
        raise UnreadableInput(f"is no Word file (.docx): {error}") from error
    if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
        raise UnreadableInput("is a zip file, but no Word file (.docx)")
    if size > LARGEST_XML:
        raise UnreadableInput(f"would be {size:,} bytes of XML unpacked: {LARGEST_XML:,} are the most")
    try:
        return docx.Document(io.BytesIO(data))
    except Exception as error:  # whatever a package's parser meets in a damaged file
        raise UnreadableInput(f"is damaged: {' '.join(str(error).split()) or type(error).__name__}"[:300]) from error


def _notes(blob: bytes) -> Iterator[str]:
    for note in parse_xml(blob):
        if note.get(qn("w:type")) not in _SEPARATORS:
            yield from _paragraphs(note, set())


def _paragraphs(container: Any, quoting: set[str]) -> Iterator[str]:
    """The paragraphs below an element, in order; one whose end was deleted goes on in the next."""
    begun = ""
    for paragraph, in_box in _paragraph_elements(container):
        words = begun + _words(paragraph)
        begun = ""
        if not in_box and paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}") is not None:
            begun = words
            continue
        yield from _lines(words, quoted=_style(paragraph) in quoting)
    yield from _lines(begun, quoted=False)


def _paragraph_elements(container: Any, in_box: bool = False) -> Iterator[tuple[Any, bool]]:
    """Every paragraph that is printed, and whether it stands in a text box; a box's come after the one it hangs on."""
    for element in container:
        if element.tag in _LEFT_OUT:
            continue
        if element.tag == _PARAGRAPH:
            yield element, in_box
            for box in element.iter(_TEXT_BOX):
                if not any(parent.tag in _LEFT_OUT or parent.tag == _TEXT_BOX for parent in _between(box, element)):
                    yield from _paragraph_elements(box, True)
        else:
            yield from _paragraph_elements(element, in_box)


def _between(element: Any, ancestor: Any) -> Iterator[Any]:
    for parent in element.iterancestors():
        if parent is ancestor:
            return
        yield parent


def _words(element: Any) -> str:
    """The words of a paragraph, without those of the text boxes that hang on it."""
    parts: list[str] = []
    for child in element:
        if child.tag == _TEXT:
            parts.append((child.text or "").replace("\n", " "))
        elif child.tag in _SIGNS:
            parts.append(_SIGNS[child.tag])
        elif child.tag in _LEFT_OUT or child.tag == _TEXT_BOX or _hidden(child):
            continue
        else:
            parts.append(_words(child))
    return "".join(parts)


def _hidden(run: Any) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return mark is not None and mark.get(qn("w:val")) not in ("0", "false", "off")


def _style(paragraph: Any) -> str | None:
    named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return None if named is None else named.get(qn("w:val"))


def _lines(words: str, *, quoted: bool) -> Iterator[str]:
    text = "\n".join(line.strip() for line in words.replace("\t", " ").split("\n")).strip("\n")
    if text:
        yield "> " + " ".join(text.split("\n")) if quoted else text
