"""A gold corpus of three invented documents, one of which textacy would refuse, and the tables as values."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from quotes.extraction import Extractor

READY = "“We are ready for the winter,” Ada Osei said. The harbour was quiet on Tuesday."
# an apostrophe by itself is a token that counts as a mark
ODD = "The dockers' wages are too low. “Nobody here has slept for a week,” Tomas Quirke said."
LATE = "“They were an hour late again,” she said. Maria Lindqvist runs the ferry office."


def annotated(name: str, text: str, source: str, speaker: str) -> dict:
    start, end, at = text.index("“"), text.index("”") + 1, text.index(source, text.index("”"))
    return {
        "id": name,
        "text": text,
        "quotes": [
            {
                "start": start,
                "end": end,
                "kind": "direct",
                "source": [[at, at + len(source)]],
                "speaker": speaker,
                "speaker_type": "person",
            }
        ],
        "other": [],
    }


@pytest.fixture
def gold(tmp_path) -> Path:
    """The documents as a gold file."""
    path = tmp_path / "tiny.jsonl"
    documents = [
        annotated("ready", READY, "Ada Osei", "Ada Osei"),
        annotated("odd", ODD, "Tomas Quirke", "Tomas Quirke"),
        annotated("late", LATE, "she", "Maria Lindqvist"),
    ]
    path.write_text("".join(json.dumps(document) + "\n" for document in documents), encoding="utf8")
    return path


@pytest.fixture
def loaded_once(extractor, monkeypatch) -> Extractor:
    """The commands take the session's extractor."""
    monkeypatch.setattr(Extractor, "load", lambda model=None, **options: extractor)
    return extractor


def table(printed: str) -> dict[str, list[str]]:
    """The rows of a printed table: columns are two spaces or more apart."""
    rows = (re.split(r"\s{2,}", line.strip()) for line in printed.splitlines() if re.search(r"\S\s{2,}\S", line))
    return {row[0]: row[1:] for row in rows}
