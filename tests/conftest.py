"""Fixtures that several rooms' tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from quotes.extraction import Extractor
from quotes.ingest import ReadDocument, read_documents
from quotes.store import Archive

# the tests' servers are on this machine, where no proxy reaches them
for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
    del os.environ[name]

CHECKOUT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """An extractor with the shipped model (or the one that QUOTES_MODEL names), loaded once for all tests."""
    return Extractor.load()


@pytest.fixture(scope="session")
def sample_database(extractor: Extractor, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of an archive of the sample corpus, as `quotes demo` makes it; only to be read."""
    path = tmp_path_factory.mktemp("sample") / "sample.sqlite"
    with Archive.open(f"sqlite:///{path}") as archive:
        archive.ensure_register()
        found = [one for one in read_documents([CHECKOUT / "seeds" / "corpus"]) if isinstance(one, ReadDocument)]
        extracted = extractor.extract_many(one.document.text for one in found)
        for one, quotations in zip(found, extracted, strict=True):
            archive.save(one.document, quotations, extractor=extractor.fingerprint)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def shared_evaluation() -> Path:
    """The folder of the shared evaluation script and gold, which lies beside some checkouts."""
    folder = CHECKOUT.parent / "shared" / "eval"
    if not (folder / "score.py").is_file():
        pytest.skip("no folder ../shared/eval beside this checkout")
    return folder
