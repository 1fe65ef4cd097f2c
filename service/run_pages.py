"""Pages of runs: what came of each night, and of one."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, render_template
from markupsafe import Markup

from quotes.sources.durations import brief
from service.archive import current_archive
from service.pages import asked
from service.paging import next_url
from service.parameters import PageQuery

run_pages = Blueprint("run_pages", __name__)


@run_pages.get("/runs")
def many() -> str:
    """Runs, the latest first."""
    query = asked(PageQuery)
    found = current_archive().runs(limit=query.limit, after=query.next)
    return render_template("runs.html", query=query, found=found, next_url=next_url(found.next))


@run_pages.get("/runs/<id>")
def one(id: str) -> str:
    """One run: counts, time by stage, sources, and what failed, page by page."""
    query = asked(PageQuery)
    archive = current_archive()
    failures = archive.failures(id, limit=query.limit, after=query.next)
    return render_template(
        "run.html", run=archive.run(id), failures=failures, query=query, next_url=next_url(failures.next)
    )


@run_pages.app_template_filter("moment")
def moment(value: datetime) -> Markup:
    """``25 November 2026, 02:15 UTC``."""
    return Markup('<time datetime="{}Z">{} {:%B %Y, %H:%M} UTC</time>').format(value.isoformat(), value.day, value)


@run_pages.app_template_filter("length_of_time")
def length(seconds: float) -> str:
    """``12 min``."""
    return brief(seconds)
