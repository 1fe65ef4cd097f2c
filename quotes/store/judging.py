"""The archive's side of what people decide: who is who, where documents disagree, and who said what."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager

from sqlalchemy import Connection, Engine

from quotes.store import attributions, decisions, details, findings, reviews, utterance_details
from quotes.store.finding_records import FindingRecord, UtteranceDetail
from quotes.store.records import DecisionRecord, Page, QuotationDetail


class Judging:
    """The part of :class:`quotes.store.archive.Archive` that holds decisions, findings and reviews."""

    _engine: Engine

    def _writing(self) -> AbstractContextManager[Connection]:
        raise NotImplementedError

    # -- who is who -----------------------------------------------------------------------------------------------

    def merge_speakers(self, speaker: str, into: str, *, who: str, why: str = "") -> DecisionRecord:
        """Decide that two speakers (ids) are one: the second survives, the first one's id leads to it.

        Raises :class:`quotes.errors.NotFound`; :class:`quotes.errors.BadValue` where they are one already;
        :class:`quotes.errors.Conflict` where the register has both, or the first alone. So it is with the others.
        """
        with self._writing() as connection:
            return decisions.merge(connection, speaker, into, who=who, why=why)

    def split_speaker(
        self,
        speaker: str,
        *,
        documents: Sequence[str] = (),
        forms: Sequence[str] = (),
        name: str | None = None,
        who: str,
        why: str = "",
    ) -> DecisionRecord:
        """Decide that a speaker's quotations in some documents (ids), or by some forms of the name, are another's.

        The decision's ``other`` is the new speaker, called ``name`` (by default as the documents name him).
        """
        with self._writing() as connection:
            return decisions.split(
                connection, speaker, documents=documents, forms=forms, name=name, who=who, why=why
            )

    def rename_speaker(self, speaker: str, name: str, *, who: str, why: str = "") -> DecisionRecord:
        """Decide how a speaker is called, whatever form documents use."""
        with self._writing() as connection:
            return decisions.rename(connection, speaker, name, who=who, why=why)

    def add_alias(self, speaker: str, form: str, *, who: str, why: str = "") -> DecisionRecord:
        """Decide that a name is this speaker's; documents that use it are resolved again."""
        with self._writing() as connection:
            return decisions.add_alias(connection, speaker, form, who=who, why=why)

    def undo_decision(self, decision: str, *, who: str, why: str = "") -> DecisionRecord:
        """Take a decision back; it stays on record as undone."""
        with self._writing() as connection:
            return decisions.undo(connection, decision, who=who, why=why)

    def decisions(
        self, speaker: str | None = None, *, limit: int = 50, after: str | None = None
    ) -> Page[DecisionRecord]:
        """Decisions, the latest first; those that touch one speaker (id), also as a survivor."""
        with self._engine.begin() as connection:
            return decisions.page(connection, speaker, limit=limit, after=after)

    # -- where documents disagree ---------------------------------------------------------------------------------

    def findings(
        self,
        *,
        kind: str | None = None,
        status: str | None = None,
        speaker: str | None = None,
        severity: str | None = None,
        document: str | None = None,
        quotation: str | None = None,
        limit: int = 50,
        after: str | None = None,
    ) -> Page[FindingRecord]:
        """Where documents disagree: what is open first, then confirmed, then dismissed; high severity first, then the
        newest.

        ``speaker`` is a name in any form or an id, of those to whom the quotations of a finding are attributed;
        ``document`` and ``quotation`` are ids of what is part of it.
        """
        with self._engine.begin() as connection:
            return findings.page(
                connection,
                kind=kind,
                status=status,
                speaker=speaker,
                severity=severity,
                document=document,
                quotation=quotation,
                limit=limit,
                after=after,
            )

    def finding(self, finding: str) -> FindingRecord:
        """One finding, also one that is gone; :class:`quotes.errors.NotFound` without it."""
        with self._engine.begin() as connection:
            return findings.one(connection, finding)

    def review_finding(self, finding: str, *, status: str | None, note: str = "", who: str) -> FindingRecord:
        """Decide about a finding: confirmed, dismissed, or open again; None adds a note and decides nothing.

        A dismissed finding stays so until it has a reading, or an independent document, that it had not.
        """
        with self._writing() as connection:
            return reviews.review(connection, finding, status=status, note=note, who=who)

    def utterance(self, utterance: str) -> UtteranceDetail:
        """What somebody said once, with its wordings in all documents; :class:`quotes.errors.NotFound` without it."""
        with self._engine.begin() as connection:
            return utterance_details.one(connection, utterance)

    # -- who said what --------------------------------------------------------------------------------------------

    def review_quotation(
        self,
        quotation: str,
        *,
        speaker: str | None,
        new: bool = False,
        parts: bool = False,
        who: str,
        why: str = "",
    ) -> QuotationDetail:
        """Decide who spoke a quotation: a speaker's id, or None where nobody can tell.

        It holds whatever extraction says when the document is read again, also in another version of it, as long as the
        words are the same in the same surroundings. The method of such an attribution is "reviewed", its confidence 1.
        ``new``: ``speaker`` is the name of a person whom the archive does not know. ``parts``: so it is with the other
        parts of the same statement.
        """
        with self._writing() as connection:
            attributions.review(connection, quotation, speaker, new=new, parts=parts, who=who, why=why)
            return details.quotation(connection, quotation, context=200)

    def undo_quotation_review(
        self, quotation: str, *, parts: bool = False, who: str, why: str = ""
    ) -> QuotationDetail:
        """Take the decision about a quotation back: its speaker is the one of extraction again."""
        with self._writing() as connection:
            attributions.undo(connection, quotation, parts=parts, who=who, why=why)
            return details.quotation(connection, quotation, context=200)
