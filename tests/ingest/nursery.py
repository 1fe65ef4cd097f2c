"""``python -m tests.ingest.nursery``: starts real processes for the tests of kills, in milliseconds.

Everything is imported once; each line of standard input is one run, made by a fork of its own. Answers with the number
of the process, and when it has ended with its status.
"""

from __future__ import annotations

import json
import os
import sys
import traceback

from quotes.ingest.reingest import Wanted, reingest
from quotes.store import Archive
from tests.ingest.quick import QuickExtractor


def night(url: str, variant: int, pause: float) -> None:
    """One nightly run, as ``quotes reingest --stale`` makes it."""
    with Archive.open(url) as archive:
        reingest(archive, Wanted(stale=True), extractor=QuickExtractor(variant, pause=pause))


def main() -> None:
    """Fork a run for each line."""
    print(os.getpid(), flush=True)
    for line in sys.stdin:
        given = json.loads(line)
        pid = os.fork()
        if pid == 0:
            try:
                night(**given)
            except BaseException:
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        print(pid, flush=True)
        print(os.waitpid(pid, 0)[1], flush=True)


if __name__ == "__main__":
    main()
