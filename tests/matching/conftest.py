from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from quotes.store import Archive, IncomingDocument
from tests.store.samples import quote


@pytest.fixture(scope="session")
def empty_with_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that has the register and nothing else."""
    path = tmp_path_factory.mktemp("register") / "archive.sqlite"
    with Archive.open(str(path)) as archive:
        archive.ensure_register()
    return path


@pytest.fixture
def archive(tmp_path: Path, empty_with_register: Path) -> Iterator[Archive]:
    path = shutil.copy(empty_with_register, tmp_path / "archive.sqlite")
    with Archive.open(str(path)) as archive:
        yield archive


Tell = Callable[..., str]


@pytest.fixture
def tell(archive: Archive) -> Tell:
    """Adds a document in which each of the parts (words with marks) is the speaker's; they go on from each other."""
    count = 0

    def add(
        speaker: str | None,
        *parts: str,
        published: date | None = date(2023, 5, 2),
        source: str = "Harbour Post",
        around: str = "The council met in the customs house, number {0}, while rain fell on case {0}. {1} It was late.",
        type_: str = "person",
        confidence: float = 0.9,
    ) -> str:
        nonlocal count
        count += 1
        text = around.format(count, " said somebody. ".join(parts))
        document = IncomingDocument(source=source, key=f"{count}.txt", text=text, published=published)
        quotations = [
            quote(document, part, speaker, type_=type_, confidence=confidence, continues=place - 1 if place else None)
            for place, part in enumerate(parts)
        ]
        return archive.save(document, quotations, extractor="one").document

    return add
