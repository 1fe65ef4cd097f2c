"""What a run has done: counts, seconds by stage, and numbers by source."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from quotes.failures import Failure
from quotes.store.run_records import RunCounts, SourceCounts

Stage = Literal["reading", "extraction", "storing", "grouping", "findings"]
# failures kept in the summary; the archive keeps all
KEPT_FAILURES = 1000


@dataclass(slots=True)
class RunSummary:
    """What a run did; while it runs, what it has done so far.

    ``run`` is its id in the archive. ``quotations`` counts those of new and changed documents, ``findings`` those that
    it opened; ``added`` and ``removed`` count quotations whose words a document had not before, or has no longer;
    ``again`` the stored documents that were extracted anew, and ``outdated`` all that need it (a dry run);
    ``skipped`` what settings or robots.txt leave out. ``seconds`` leaves out the loading of the model. ``failures`` are
    the first :data:`KEPT_FAILURES`, ``failed`` counts all. ``stopped``: it was asked to stop before it had read
    everything. ``doing`` says in words what it is at.
    """

    run: str = ""
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    quotations: int = 0
    findings: int = 0
    skipped: int = 0
    again: int = 0
    added: int = 0
    removed: int = 0
    findings_closed: int = 0
    outdated: int = 0
    seconds: float = 0.0
    failures: list[Failure] = field(default_factory=list)
    stopped: bool = False
    doing: str = ""
    stages: dict[str, float] = field(default_factory=dict)
    sources: dict[str, SourceCounts] = field(default_factory=dict)

    @property
    def documents(self) -> int:
        """Documents read and, where needed, stored."""
        return self.new + self.changed + self.unchanged

    @property
    def rate(self) -> float:
        """Documents per second, those that were extracted anew among them."""
        return (self.documents + self.again) / self.seconds if self.seconds else 0.0

    @property
    def counts(self) -> RunCounts:
        """The numbers that the archive keeps of the run."""
        return RunCounts(
            new=self.new,
            changed=self.changed,
            unchanged=self.unchanged,
            failed=self.failed,
            quotations=self.quotations,
            findings=self.findings,
            skipped=self.skipped,
            again=self.again,
            added=self.added,
            removed=self.removed,
            findings_closed=self.findings_closed,
        )

    def as_json(self) -> dict[str, Any]:
        """The counts by name, ``run``, ``seconds``, ``rate``, ``stages``, ``sources``, ``stopped``, ``failures``."""
        return {
            "run": self.run,
            "documents": self.documents,
            **self.counts.as_json(),
            "seconds": round(self.seconds, 3),
            "rate": round(self.rate, 2),
            "stages": {stage: round(seconds, 3) for stage, seconds in self.stages.items()},
            "sources": {name: counts.as_json() for name, counts in self.sources.items()},
            "stopped": self.stopped,
            "failures": [{"name": failure.name, "reason": failure.reason} for failure in self.failures],
        }


class Stopwatch:
    """Where the time of a run goes: at any moment it is in one stage, or in none."""

    def __init__(self, stages: dict[str, float]) -> None:
        stages.update(dict.fromkeys(get_args(Stage), 0.0))
        self._stages = stages
        self._stage: Stage | None = None
        self._since = time.monotonic()
        self.began = self._since

    @property
    def seconds(self) -> float:
        """Since it was made."""
        return time.monotonic() - self.began

    def now_in(self, stage: Stage | None) -> None:
        """What follows is this stage."""
        moment = time.monotonic()
        if self._stage is not None:
            self._stages[self._stage] += moment - self._since
        self._stage, self._since = stage, moment
