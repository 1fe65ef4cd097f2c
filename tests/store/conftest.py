from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from quotes.store import Archive, QuotationRecord
from tests.store.samples import ARTICLE, article_quotations, short


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the schema: copying it is quicker than migrating for every test."""
    path = tmp_path_factory.mktemp("empty") / "archive.sqlite"
    Archive.open(str(path)).close()
    return path


@pytest.fixture
def archive(tmp_path: Path, empty_file: Path) -> Iterator[Archive]:
    """An empty archive in a file of its own."""
    path = shutil.copy(empty_file, tmp_path / "archive.sqlite")
    with Archive.open(str(path)) as archive:
        yield archive


@pytest.fixture(scope="module")
def shared_archive(tmp_path_factory: pytest.TempPathFactory, empty_file: Path) -> Iterator[Archive]:
    """One archive for all tests of a module, which fill it once and only read it."""
    path = shutil.copy(empty_file, tmp_path_factory.mktemp("shared") / "archive.sqlite")
    with Archive.open(str(path)) as archive:
        yield archive


@pytest.fixture
def filled(archive: Archive) -> Archive:
    """An archive with the article about the bridge."""
    archive.save(ARTICLE, article_quotations(), extractor="one")
    return archive


@pytest.fixture
def spoken(archive: Archive) -> Callable[..., Archive]:
    """Adds one short document for each speaker named."""
    count = 0

    def add(*names: str, type_: Any = "person", published: date | None = date(2023, 5, 1)) -> Archive:
        nonlocal count
        for name in names:
            count += 1
            archive.save(*short(count, name, published, type_=type_), extractor="one")
        return archive

    return add


@pytest.fixture
def all_pages() -> Callable[..., list[QuotationRecord]]:
    """Reads every page of quotations."""

    def read(archive: Archive, criteria: Any = None, *, limit: int) -> list[QuotationRecord]:
        items: list[QuotationRecord] = []
        after = None
        while True:
            page = archive.quotations(criteria, limit=limit, after=after)
            assert len(page.items) <= limit
            items += page.items
            if page.next is None:
                return items
            after = page.next

    return read
