from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.command import downgrade
from alembic.runtime.migration import MigrationContext

from quotes import settings
from quotes.errors import BadValue, NotFound, SchemaOutdated
from quotes.store import Archive, IncomingDocument, QuotationFilter, migration
from quotes.store.backend import backend_for, database_url
from quotes.store.models import Base
from quotes.store.ordering import first_rank
from tests.store.samples import ARTICLE, article_quotations, short

FIRST_DAY = "2023-01-18"


def build_first_schema(path: Path) -> None:
    """An archive as revision 0001 kept it, with rows written in plain SQL."""
    url = database_url(str(path))
    engine = backend_for(url).engine(url)
    migration.upgrade(engine, "0001")
    engine.dispose()
    rank = first_rank(ARTICLE.published, "0" * 16)
    connection = sqlite3.connect(path)
    connection.executescript(
        f"""
        INSERT INTO sources VALUES (1, 'Old Post');
        INSERT INTO documents (serial, id, source, name, title, authors, published, rank)
            VALUES (1, 'd1', 1, 'old.txt', 'An old café', '["A. Writer"]', '{FIRST_DAY}', {rank});
        INSERT INTO versions (serial, id, document, number, text, extractor, fetched, current) VALUES
            (1, 'v1', 1, 1, '“Cats sleep.” “Dogs bark.”', 'zero', '2023-01-19 00:00:00.000000', 0),
            (2, 'v2', 1, 2, '“Cats sleep.” “Cows moo.”', 'zero', '2023-01-20 00:00:00.000000', 1);
        INSERT INTO speakers (serial, id, name, type, surname, bare)
            VALUES (1, 's1', 'Mara Lindqvist', 'person', 'lindqvist', 0);
        INSERT INTO aliases (speaker, form, folded, spelling, uses) VALUES
            (1, 'Mara Lindqvist', 'mara lindqvist', 'mara lindqvist', 2),
            (1, 'Lindqvist', 'lindqvist', 'lindqvist', 0);
        INSERT INTO quotations
            (rank, id, version, document, source, start, end, text, kind, speaker, confidence, method,
             withdrawn, listed) VALUES
            ({rank}, 'q1', 1, 1, 1, 14, 26, '“Dogs bark.”', 'direct', 1, 0.9, 'cue', 0, 0),
            ({rank + 1}, 'q2', 2, 1, 1, 0, 13, '“Cats sleep.”', 'direct', 1, 0.9, 'cue', 0, 1),
            ({rank + 2}, 'q3', 2, 1, 1, 14, 25, '“Cows moo.”', 'direct', NULL, NULL, NULL, 0, 1);
        INSERT INTO runs (serial, id, command, started) VALUES (1, 'r1', 'ingest', '2023-01-19 00:00:00.000000');
        """
    )
    connection.commit()
    connection.close()


def test_an_upgrade_from_the_first_schema_keeps_all_data(tmp_path):
    path = tmp_path / "old.sqlite"
    build_first_schema(path)
    with Archive.open(str(path), check=False) as archive:
        assert archive.revision()[0] == "0001"
        archive.upgrade()
        assert archive.revision()[0] == archive.revision()[1]
        assert [item.id for item in archive.quotations().items] == ["q2", "q3"]
        assert [item.id for item in archive.quotations(QuotationFilter(words="cats")).items] == ["q2"]
        assert archive.quotations(QuotationFilter(words="dogs")).items == []
        words_and_name = QuotationFilter(words="sleep", speaker="Lindqvist")
        assert [item.id for item in archive.quotations(words_and_name).items] == ["q2"]
        assert archive.quotation("q1").quotation.text == "“Dogs bark.”"
        assert archive.speaker("s1").quotations == 1
        assert [speaker.id for speaker in archive.speakers("lind").items] == ["s1"]
        assert [document.id for document in archive.documents(words="cafe").items] == ["d1"]
        assert archive.runs().items[0].id == "r1"


def test_an_upgraded_archive_goes_on_as_a_new_one(tmp_path):
    path = tmp_path / "old.sqlite"
    build_first_schema(path)
    with Archive.open(str(path), check=False) as archive:
        archive.upgrade()
        archive.save(ARTICLE, article_quotations(), extractor="one")
        assert len(archive.quotations(QuotationFilter(speaker="Mara Lindqvist")).items) >= 2
        assert len(archive.quotations(QuotationFilter(words="bridge")).items) == 1


def test_the_word_index_agrees_with_the_tables_after_changes(archive):
    archive.save(ARTICLE, article_quotations(), extractor="one")
    archive.save(ARTICLE, article_quotations()[:2], extractor="two")
    archive.save(*short(1, "Oren Falk"), extractor="one")
    with archive._writing() as connection:
        for index in ("quotation_words", "document_titles", "alias_words"):
            # raises where the index differs from what it indexes
            connection.exec_driver_sql(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")


def test_a_downgrade_undoes_what_the_upgrade_did(tmp_path):
    path = tmp_path / "old.sqlite"
    build_first_schema(path)
    with Archive.open(str(path), check=False) as archive:
        archive.upgrade()
        with archive._writing() as connection:
            downgrade(migration.configuration(connection), "0001")
            assert "quotation_words" not in migration.tables(connection)
        archive.upgrade()
        assert len(archive.quotations(QuotationFilter(words="cats")).items) == 1


def test_the_migrations_make_the_tables_of_the_models(archive):
    with archive._engine.connect() as connection:
        differences = compare_metadata(
            MigrationContext.configure(connection, opts={"include_object": not_an_index_table}), Base.metadata
        )
    # SQLite's reflection cannot tell that a column of this index is descending
    assert [d for d in differences if getattr(d[1], "name", "") != "ix_speakers_quotations_name"] == []


def not_an_index_table(_: object, name: str, type_: str, *__: object) -> bool:
    return type_ != "table" or not name.startswith(
        ("quotation_words", "document_titles", "alias_words", "statement_terms")
    )


def test_another_database_with_an_old_schema_is_not_upgraded_by_itself(tmp_path):
    path = tmp_path / "old.sqlite"
    build_first_schema(path)
    with pytest.raises(SchemaOutdated, match=r"'0001'.*`quotes db upgrade --db sqlite:///.*old\.sqlite`"):
        Archive.open(str(path))
    with pytest.raises(SchemaOutdated):
        Archive.open(f"sqlite:///{path}", create=False)


def test_the_default_database_is_upgraded_by_itself(tmp_path, monkeypatch):
    monkeypatch.delenv("QUOTES_DATABASE_URL", raising=False)
    path = tmp_path / "quotes.sqlite"
    monkeypatch.setattr(settings, "default_database", lambda: path)
    build_first_schema(path)
    with Archive.open() as archive:
        assert archive.revision()[0] == archive.revision()[1]
        assert len(archive.quotations().items) == 2


def test_an_empty_file_gets_the_schema(tmp_path):
    path = tmp_path / "empty.sqlite"
    path.touch()
    with Archive.open(str(path)) as archive:
        assert archive.counts().revision == migration.head()


def test_a_schema_from_the_future_is_refused(archive, tmp_path):
    with archive._writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SchemaOutdated, match=r"'9999'.*newer version"):
        Archive.open(str(tmp_path / "archive.sqlite"))


def test_a_database_of_something_else_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "other.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name)")
    connection.close()
    with pytest.raises(BadValue, match="not an archive of quotations"):
        Archive.open(str(path))
    assert sqlite3.connect(path).execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,)


def test_a_file_that_is_no_database_is_refused(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("Not a database at all, only some notes. " * 50)
    with pytest.raises(BadValue, match=r"notes\.txt.*not a database"):
        Archive.open(str(path))


def test_a_database_that_does_not_exist_is_made_or_not_found(tmp_path):
    path = tmp_path / "new.sqlite"
    with pytest.raises(NotFound, match="quotes ingest"):
        Archive.open(str(path), create=False)
    assert not path.exists()
    Archive.open(str(path)).close()
    Archive.open(str(path), create=False).close()
    with pytest.raises(BadValue, match="no folder"):
        Archive.open(str(tmp_path / "missing" / "new.sqlite"))


@pytest.mark.parametrize("url", ["postgresql://name:secret@host/db", "mongodb://x", "://", "sqlite+nope:///x"])
def test_a_database_that_cannot_be_used_is_named_without_its_password(url):
    with pytest.raises(BadValue) as error:
        Archive.open(url)
    assert "secret" not in str(error.value)


def test_the_environment_names_the_database(tmp_path, monkeypatch):
    monkeypatch.setenv("QUOTES_DATABASE_URL", f"sqlite:///{tmp_path}/named.sqlite")
    with Archive.open() as archive:
        assert archive.url.endswith("/named.sqlite")
    assert (tmp_path / "named.sqlite").exists()


def test_versions_from_before_are_compared_by_the_next_run(tmp_path):
    path = tmp_path / "old.sqlite"
    with Archive.open(str(path)) as archive:
        for number in (1, 2, 3):
            archive.save(IncomingDocument("Wire", "a.txt", f"Text {number}."), [], extractor="one")
        archive.save(IncomingDocument("Wire", "b.txt", "One text."), [], extractor="one")
        with archive._writing() as connection:
            downgrade(migration.configuration(connection), "0006")
        archive.upgrade()
        before = [
            [(one.number, one.previous) for one in archive.document(document.id).versions]
            for document in archive.documents().items
        ]
        assert sorted(before) == [[(1, None)], [(3, 2), (2, 1), (1, None)]]
        with archive.looking() as tables:
            tables.grouped(tables.ungrouped(limit=5))
            assert len(tables.versions.uncompared(limit=5)) == 1
