"""The archive: the one door through which the other rooms reach the database."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from types import TracebackType

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from quotes import settings
from quotes.errors import BadValue, NotFound, SchemaOutdated
from quotes.extraction.records import Quotation
from quotes.speakers.configured import configured_register, register_digest
from quotes.speakers.register import Registered
from quotes.store import (
    details,
    documents,
    identities,
    meant,
    migration,
    quotations,
    registering,
    saving,
    speakers,
    statements,
    suggestions,
    typing_slips,
    versions,
)
from quotes.store.backend import Backend, backend_for, database_url
from quotes.store.judging import Judging
from quotes.store.operations import Operations
from quotes.store.parties import Party
from quotes.store.records import (
    ArchiveCounts,
    DocumentDetail,
    DocumentRecord,
    IncomingDocument,
    Page,
    QuotationDetail,
    QuotationFilter,
    QuotationInPlace,
    QuotationPage,
    QuotationRecord,
    RegisterCounts,
    Saved,
    SourceRecord,
    SpeakerDetail,
    SpeakerRecord,
    SpeakersMeant,
    Statement,
    Suggestion,
    VersionDetail,
)
from quotes.store.tokens import MAX_LIMIT
from quotes.store.utterances import UtteranceTables
from quotes.store.watching import Watching

__all__ = ["MAX_LIMIT", "Archive"]

_RESOLVED_AT_ONCE = 100  # documents in one transaction
_TIDY_STEPS = 50  # at most, after a run
_COUNTED_AGAIN = 30.0  # seconds after which another process's writing shows in the coverage


class Archive(Judging, Operations, Watching):
    """Documents, their quotations and their speakers in one database.

    Safe to share between threads: every call has its own connection and transaction. Lists come in keyset
    pages of at most :data:`MAX_LIMIT` items, newest first; ``after`` takes the ``next`` of the page before.
    A bad ``after``, ``limit`` or filter raises :class:`quotes.errors.BadValue`.
    """

    def __init__(self, engine: Engine, backend: Backend) -> None:
        self._engine = engine
        self._writer = engine.execution_options(immediate=True)
        self._backend = backend
        self._counted: tuple[float, ArchiveCounts] | None = None

    @classmethod
    def open(cls, url: str | None = None, *, create: bool = True, check: bool = True) -> Archive:
        """Open the archive at an SQLAlchemy URL or a plain file path; None takes it from the settings.

        The default SQLite file and an empty one get the schema by themselves; any other database whose
        schema is not this program's raises :class:`quotes.errors.SchemaOutdated` (``check=False`` opens it
        as it is, to upgrade it). With ``create=False`` a database that does not exist raises
        :class:`quotes.errors.NotFound`.
        """
        location = database_url(url)
        backend = backend_for(location)
        shown = location.render_as_string(hide_password=True)
        if not create and not backend.exists(location):
            raise NotFound(f"no archive at {shown!r}: `quotes ingest PATH…` makes one")
        archive = cls(backend.engine(location), backend)
        try:
            if check:
                archive._check_schema(shown, default=location == database_url(str(settings.default_database())))
        except DatabaseError as error:
            archive.close()
            raise BadValue(f"cannot use the database {shown!r}: {error.orig}") from None
        except BaseException:
            archive.close()
            raise
        return archive

    def _check_schema(self, shown: str, *, default: bool) -> None:
        head = migration.head()
        with self._engine.begin() as connection:
            revision = migration.revision(connection)
            empty = revision is None and not migration.tables(connection)
        if revision == head:
            return
        if revision is None and not empty:
            raise BadValue(f"the database {shown!r} is not an archive of quotations: it has other tables")
        if revision is not None and not migration.known(revision):
            raise SchemaOutdated(
                f"the database {shown!r} has schema {revision!r}, this program knows up to {head!r}: "
                "a newer version of quotes made it"
            )
        if not empty and not default:
            raise SchemaOutdated(
                f"the database {shown!r} has schema {revision!r}, this program needs {head!r}: "
                f"run `quotes db upgrade --db {shown}`"
            )
        self.upgrade()

    def _writing(self) -> AbstractContextManager[Connection]:
        self._counted = None
        return self._writer.begin()

    @property
    def url(self) -> str:
        """Where the archive is, as an SQLAlchemy URL without its password."""
        return self._engine.url.render_as_string(hide_password=True)

    def revision(self) -> tuple[str | None, str]:
        """The schema's revision (None: there is no schema yet), and the one that this program needs."""
        with self._engine.begin() as connection:
            return migration.revision(connection), migration.head()

    @contextmanager
    def looking(self) -> Iterator[UtteranceTables]:
        """One transaction in which :mod:`quotes.consistency` groups statements and looks for conflicts."""
        with self._writing() as connection:
            yield UtteranceTables(connection, self._backend)

    def close(self) -> None:
        """Let go of the database's connections."""
        self._engine.dispose()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def upgrade(self) -> None:
        """Bring the schema to this program's revision, keeping all data."""
        migration.upgrade(self._engine)

    def save(
        self,
        document: IncomingDocument,
        quotations: Sequence[Quotation],
        *,
        extractor: str,
        run: str | None = None,
        again: bool = False,
    ) -> Saved:
        """Store a document with its quotations, in one transaction.

        Saving the same thing twice changes nothing. The same text with other quotations (a better extractor)
        keeps the ids, updates attributions and withdraws what is no longer found; another text adds a
        version. :class:`quotes.errors.UnreadableInput` for a text that is not valid Unicode. With ``again`` nothing is
        done unless the text is the current one: what was read from here must not undo a newer version.
        """
        with self._writing() as connection:
            return saving.save(
                connection, self._backend, document, quotations, extractor=extractor, run=run, again=again
            )

    def tidy(self) -> None:
        """Make look-ups quick again after many changes; in short transactions, beside which others can write."""
        for _ in range(_TIDY_STEPS):
            with self._writing() as connection:
                if not self._backend.tidy(connection):
                    return

    def quotations(
        self, criteria: QuotationFilter | None = None, *, limit: int = 50, after: str | None = None
    ) -> QuotationPage:
        """Quotations of the newest versions, newest first.

        By day of publication, undated ones last, then by document, then by place in its text.
        """
        with self._engine.begin() as connection:
            return quotations.page(connection, self._backend, criteria or QuotationFilter(), limit=limit, after=after)

    def quotation(self, quotation: str, *, context: int = 200) -> QuotationDetail:
        """One quotation with ``context`` code points before and after it; also one that lists no longer show.

        Raises :class:`quotes.errors.NotFound`.
        """
        with self._engine.begin() as connection:
            return details.quotation(connection, quotation, context=context)

    def statements_like(
        self, runs: Sequence[Sequence[str]], *, speakers: Sequence[int] | None = None, limit: int = 200
    ) -> list[Statement]:
        """Statements that contain all of these runs of keys, or share much with them; the likeliest first.

        ``runs`` are the keys (:mod:`quotes.wording.units`) of a claim's fragments; ``speakers`` (serials) leaves out
        everybody else's statements. What is found is likely, not certain: compare it.
        """
        with self._engine.begin() as connection:
            return statements.like(connection, self._backend, runs, speakers=speakers, limit=limit)

    def in_place(self, quotations_: Sequence[str], *, context: int = 60) -> dict[str, QuotationInPlace]:
        """Quotations by their ids, each with ``context`` code points before and after it; unknown ids are left out."""
        with self._engine.begin() as connection:
            return details.in_place(connection, quotations_, context=context)

    def speakers(self, words: str | None = None, *, limit: int = 50, after: str | None = None) -> Page[SpeakerRecord]:
        """Speakers, the most quoted first; ``words`` are beginnings of words of any form of their names.

        Unnamed sources ("a European diplomat") are listed only where ``words`` ask for them.
        """
        with self._engine.begin() as connection:
            return speakers.page(connection, self._backend, words, limit=limit, after=after)

    def speaker(self, speaker: str) -> SpeakerDetail:
        """One speaker by id, in full; :class:`quotes.errors.NotFound` without it.

        One that was merged raises :class:`quotes.errors.Moved`, which names the survivor's id; so does one whose
        quotations all turned out to be somebody else's.
        """
        with self._engine.begin() as connection:
            return speakers.one(connection, speaker)

    def find_speakers(self, name_or_id: str) -> list[SpeakerRecord]:
        """Everybody whom a name in any form (or an id) may mean, the most quoted first.

        Forms are the full name, the surname alone, with titles, initials or another spelling. A surname of
        which no document gives the first name is not listed beside the only person of that surname.
        """
        with self._engine.begin() as connection:
            return speakers.mean(connection, name_or_id).people

    def speakers_meant(self, name_or_id: str) -> SpeakersMeant:
        """Whom a name in any form (or an id) may mean (:meth:`find_speakers`), and what holds their quotations."""
        with self._engine.begin() as connection:
            return meant.by_name(connection, name_or_id)

    def holders(self, phrase: str, days: Sequence[date]) -> dict[date, frozenset[int]]:
        """Who (serials) held the office that a phrase means, on each of the days; empty where it means no office."""
        with self._engine.begin() as connection:
            return meant.by_role(connection, phrase, days)

    def did_you_mean(self, name: str, *, limit: int = 5) -> list[SpeakerRecord]:
        """Speakers whose name is one or two slips of the pen away from this one, the likeliest first."""
        with self._engine.begin() as connection:
            return typing_slips.similar(connection, name, limit=limit)

    def suggest_merges(self, *, limit: int = 50) -> list[Suggestion]:
        """Pairs of speakers who are likely one, with the evidence; the likeliest and most quoted first."""
        with self._engine.begin() as connection:
            return suggestions.likely(connection, limit=limit)

    def import_register(
        self,
        records: Iterable[Registered],
        *,
        origin: str = "import",
        watch: Callable[[int], None] | None = None,
        resolving: Callable[[int, int], None] | None = None,
    ) -> RegisterCounts:
        """Take in registered speakers, and give them what documents have under names that turn out to be theirs.

        A record of a known key updates the speaker. Another joins the speaker of another ``origin`` (register) with
        the same Wikidata id, or the same name and a country in common, or adopts the speaker of documents who has its
        name. Stored in batches: an import that is broken off goes on where the same command is given again. ``watch``
        is called with the number of records that are stored,
        ``resolving`` then with the number of documents whose speakers were resolved anew, and of all.
        """
        total = RegisterCounts()
        done = 0
        for batch in registering.batches(records):
            with self._writing() as connection:
                total += registering.register(connection, batch, origin)
            done += len(batch)
            if watch:
                watch(done)
        if total.added + total.updated + total.adopted:
            self._resolve_all(resolving)
            with self.looking() as tables:
                tables.offices.look_again()
        return total

    def ensure_register(self) -> None:
        """Take in the register that ships with the program, or the settings' own, where this archive lacks it."""
        digest = register_digest()
        if digest is None:
            return
        with self._engine.begin() as connection:
            if registering.loaded(connection, digest):
                return
        self.import_register(configured_register(), origin="shipped")
        with self._writing() as connection:
            registering.note_loaded(connection, digest)

    def _resolve_all(self, watch: Callable[[int, int], None] | None) -> None:
        last = done = 0
        with self._engine.begin() as connection:
            total = identities.number_with_appearances(connection)
        while True:
            with self._writing() as connection:
                documents_ = identities.with_appearances(connection, last, limit=_RESOLVED_AT_ONCE)
                for document in documents_:
                    identities.resolve_again(connection, document)
            if not documents_:
                return
            last = documents_[-1]
            done += len(documents_)
            if watch:
                watch(done, max(done, total))

    def documents(
        self,
        source: str | None = None,
        from_: date | None = None,
        to: date | None = None,
        words: str | None = None,
        *,
        limit: int = 50,
        after: str | None = None,
    ) -> Page[DocumentRecord]:
        """Documents, newest first; ``words`` are sought in titles."""
        with self._engine.begin() as connection:
            return documents.page(
                connection,
                self._backend,
                source=source,
                from_=from_,
                to=to,
                words=words,
                limit=limit,
                after=after,
            )

    def document(self, document: str) -> DocumentDetail:
        """One document with its newest text and quotations; :class:`quotes.errors.NotFound` without it."""
        with self._engine.begin() as connection:
            return details.document(connection, document)

    def versions(self, document: str, numbers: Iterable[int] | None = None) -> list[VersionDetail]:
        """Versions of a document with their texts and quotations: those of these numbers, or all, the oldest first.

        :class:`quotes.errors.NotFound` without the document, or one of them.
        """
        with self._engine.begin() as connection:
            return versions.numbered(connection, document, numbers)

    def parties(self, spoken: Iterable[QuotationRecord]) -> dict[str, Party]:
        """The speakers of quotations with what tells whether they may be one voice, by the id in the quotations."""
        with self._engine.begin() as connection:
            return versions.parties_of(connection, spoken)

    def sources(self) -> list[SourceRecord]:
        """All sources by name."""
        with self._engine.begin() as connection:
            return documents.sources(connection)

    def coverage(self) -> ArchiveCounts:
        """What :meth:`counts` gives, or gave at most :data:`_COUNTED_AGAIN` seconds ago: counting takes a while."""
        counted = self._counted
        if counted is None or time.monotonic() - counted[0] > _COUNTED_AGAIN:
            counted = self._counted = time.monotonic(), self.counts()
        return counted[1]

    def counts(self) -> ArchiveCounts:
        """What the archive holds, and the revision of its schema."""
        with self._engine.begin() as connection:
            return documents.counts(connection)
