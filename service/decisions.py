"""``/api/v1/decisions``, and the addresses under a speaker that make them: people's corrections of who is who."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from service.access import WRITING
from service.archive import current_archive, findings_follow
from service.bodies import AliasBody, MergeBody, RenameBody, SplitBody, UndoBody
from service.paging import listing
from service.parameters import Id, Nothing, PageQuery
from service.schemas import MOVED, Decision, Decisions, Failure

api = APIBlueprint(
    "decisions",
    __name__,
    url_prefix="/api/v1",
    abp_tags=[Tag(name="decisions", description="Corrections of who is who, made by people")],
    abp_responses={400: Failure, 401: Failure},
)
api.after_request(findings_follow)

WRITTEN: dict[Any, Any] = {200: Decision, 403: Failure, 404: Failure, 409: Failure, 413: Failure}


@api.get("/decisions", responses={200: Decisions})
def many(query: PageQuery) -> dict[str, Any]:
    """Decisions of all speakers, the latest first; those that were undone, too."""
    return listing(current_archive().decisions(limit=query.limit, after=query.next))


@api.get("/speakers/<id>/decisions", responses={200: Decisions, 308: MOVED, 404: Failure})
def of_speaker(path: Id, query: PageQuery) -> dict[str, Any]:
    """Decisions that touch one speaker, the latest first; also those about speakers who were merged into this one."""
    archive = current_archive()
    speaker = archive.speaker(path.id)
    return listing(archive.decisions(speaker.id, limit=query.limit, after=query.next))


@api.post("/speakers/<id>/merge", responses=WRITTEN, security=WRITING)
def merge(path: Id, query: Nothing, body: MergeBody) -> dict[str, Any]:
    """Decide that this speaker is another one, who stays: this one's id then leads there (308).

    409 where the register has both, or this one alone: then merge the other way round.
    """
    return current_archive().merge_speakers(path.id, body.into, who=body.who, why=body.why).as_json()


@api.post("/speakers/<id>/split", responses=WRITTEN, security=WRITING)
def split(path: Id, query: Nothing, body: SplitBody) -> dict[str, Any]:
    """Decide that a speaker's quotations in some documents, or under some forms of the name, are somebody else's.

    The decision's `other` is the new speaker.
    """
    return (
        current_archive()
        .split_speaker(
            path.id, documents=body.documents, forms=body.forms, name=body.name, who=body.who, why=body.why
        )
        .as_json()
    )


@api.post("/speakers/<id>/rename", responses=WRITTEN, security=WRITING)
def rename(path: Id, query: Nothing, body: RenameBody) -> dict[str, Any]:
    """Decide how a speaker is called, whatever documents write."""
    return current_archive().rename_speaker(path.id, body.name, who=body.who, why=body.why).as_json()


@api.post("/speakers/<id>/aliases", responses=WRITTEN, security=WRITING)
def add_alias(path: Id, query: Nothing, body: AliasBody) -> dict[str, Any]:
    """Decide that a name is this speaker's; documents that use it are resolved again."""
    return current_archive().add_alias(path.id, body.alias, who=body.who, why=body.why).as_json()


@api.post("/decisions/<id>/undo", responses=WRITTEN, security=WRITING)
def undo(path: Id, query: Nothing, body: UndoBody) -> dict[str, Any]:
    """Take a decision back; it stays on record as undone.

    409 where a later decision builds on it: undo that first.
    """
    return current_archive().undo_decision(path.id, who=body.who, why=body.why).as_json()
