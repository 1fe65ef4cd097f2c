from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from quotes.sources.fetching import Fetcher
from quotes.sources.settings import SourceKind, SourceSettings
from tests.sources.site import Site, running


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as started:
        yield started


def settings_of(location: str, kind: SourceKind = "feed", **values: Any) -> SourceSettings:
    """Settings for the tests' site: quick, and on this machine."""
    quick = {"delay": 0.0, "timeout": 0.5, "retries": 1, "allow_private": True, "robots": True}
    return SourceSettings("courier", kind, location, **{**quick, **values})


@pytest.fixture
def fetcher() -> Iterator[Callable[..., Fetcher]]:
    """Makes fetchers; ``back_off`` and ``patience`` go to the fetcher, everything else to its settings."""
    made: list[Fetcher] = []

    def make(**values: Any) -> Fetcher:
        own = {
            "back_off": 0.01,
            **{key: values.pop(key) for key in ("back_off", "patience", "stop", "turns") if key in values},
        }
        one = Fetcher(settings_of("http://127.0.0.1/", **{"robots": False, **values}), **own)
        made.append(one)
        return one

    yield make
    for one in made:
        one.close()
