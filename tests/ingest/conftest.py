from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from quotes.extraction import Extractor
from quotes.store import Archive


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor.load(coreference=False)


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the schema: copying it is quicker than migrating for every test."""
    path = tmp_path_factory.mktemp("empty") / "archive.sqlite"
    Archive.open(str(path)).close()
    return path


@pytest.fixture
def archive(tmp_path: Path, empty_file: Path) -> Iterator[Archive]:
    path = shutil.copy(empty_file, tmp_path / "archive.sqlite")
    with Archive.open(f"sqlite:///{path}") as opened:
        yield opened


SPEAKERS = ("Ann Lee", "Bo Rask", "Mary Kane", "Davit Helm")


def article(number: int, paragraphs: int = 2) -> str:
    """An invented article with as many quotations as paragraphs."""
    body = [
        f"“Ferry number {number} will sail {times + 2} times this week,” said {SPEAKERS[(number + times) % 4]}, "
        "the minister of ports, after a long meeting in the harbour office."
        for times in range(paragraphs)
    ]
    return "\n\n".join([f"Ferry {number} will sail", *body]) + "\n"


def write_lines(path: Path, numbers: range, paragraphs: int = 2) -> Path:
    """A file of invented articles, one a line."""
    rows = [
        {"id": f"ferry-{number}", "text": article(number, paragraphs), "published": "2023-05-04"} for number in numbers
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    return path


def contents(archive: Archive) -> dict[str, list[str]]:
    """Every document's id with the ids of its quotations."""
    found: dict[str, list[str]] = {}
    after = None
    while True:
        page = archive.documents(limit=100, after=after)
        for document in page.items:
            found[document.id] = [item.id for item in archive.document(document.id).quotations]
        after = page.next
        if after is None:
            return found
