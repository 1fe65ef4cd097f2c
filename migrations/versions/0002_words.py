"""Search by words (filled from the rows that are there), and every speaker's number of quotations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

FACETS = "CASE WHEN {0}.speaker IS NULL THEN '' ELSE 's' || {0}.speaker || ' ' END || 'o' || {0}.source"
TOKENS = "tokenize = 'unicode61 remove_diacritics 2'"

# a view, so that FTS5 can read (and `rebuild`) what it indexes without keeping a second copy of the text
TABLES = (
    f"""
    CREATE VIEW listed_quotations AS
    SELECT quotations.rank AS rank, quotations.text AS text, {FACETS.format("quotations")} AS facets
    FROM quotations WHERE quotations.listed = 1
    """,
    f"""
    CREATE VIRTUAL TABLE quotation_words USING fts5(
        text, facets, content = 'listed_quotations', content_rowid = 'rank', {TOKENS})
    """,
    f"""
    CREATE VIRTUAL TABLE document_titles USING fts5(
        title, content = 'documents', content_rowid = 'rank', {TOKENS})
    """,
    f"""
    CREATE VIRTUAL TABLE alias_words USING fts5(
        form, content = 'aliases', content_rowid = 'serial', prefix = '1 2 3', {TOKENS})
    """,
)

CHANGED = " OR ".join(
    f"old.{name} IS NOT new.{name}" for name in ("rank", "text", "listed", "speaker", "source")
)

TRIGGERS = (
    f"""
    CREATE TRIGGER quotation_words_insert AFTER INSERT ON quotations WHEN new.listed = 1 BEGIN
        INSERT INTO quotation_words (rowid, text, facets) VALUES (new.rank, new.text, {FACETS.format("new")});
    END
    """,
    f"""
    CREATE TRIGGER quotation_words_delete AFTER DELETE ON quotations WHEN old.listed = 1 BEGIN
        INSERT INTO quotation_words (quotation_words, rowid, text, facets)
        VALUES ('delete', old.rank, old.text, {FACETS.format("old")});
    END
    """,
    f"""
    CREATE TRIGGER quotation_words_update AFTER UPDATE OF rank, text, listed, speaker, source ON quotations
    WHEN {CHANGED} BEGIN
        INSERT INTO quotation_words (quotation_words, rowid, text, facets)
        SELECT 'delete', old.rank, old.text, {FACETS.format("old")} WHERE old.listed = 1;
        INSERT INTO quotation_words (rowid, text, facets)
        SELECT new.rank, new.text, {FACETS.format("new")} WHERE new.listed = 1;
    END
    """,
    """
    CREATE TRIGGER document_titles_insert AFTER INSERT ON documents BEGIN
        INSERT INTO document_titles (rowid, title) VALUES (new.rank, new.title);
    END
    """,
    """
    CREATE TRIGGER document_titles_delete AFTER DELETE ON documents BEGIN
        INSERT INTO document_titles (document_titles, rowid, title) VALUES ('delete', old.rank, old.title);
    END
    """,
    """
    CREATE TRIGGER document_titles_update AFTER UPDATE OF rank, title ON documents
    WHEN old.rank IS NOT new.rank OR old.title IS NOT new.title BEGIN
        INSERT INTO document_titles (document_titles, rowid, title) VALUES ('delete', old.rank, old.title);
        INSERT INTO document_titles (rowid, title) VALUES (new.rank, new.title);
    END
    """,
    """
    CREATE TRIGGER alias_words_insert AFTER INSERT ON aliases BEGIN
        INSERT INTO alias_words (rowid, form) VALUES (new.serial, new.form);
    END
    """,
    """
    CREATE TRIGGER alias_words_delete AFTER DELETE ON aliases BEGIN
        INSERT INTO alias_words (alias_words, rowid, form) VALUES ('delete', old.serial, old.form);
    END
    """,
    """
    CREATE TRIGGER alias_words_update AFTER UPDATE OF form ON aliases WHEN old.form IS NOT new.form BEGIN
        INSERT INTO alias_words (alias_words, rowid, form) VALUES ('delete', old.serial, old.form);
        INSERT INTO alias_words (rowid, form) VALUES (new.serial, new.form);
    END
    """,
)


def upgrade() -> None:
    op.add_column(
        "speakers", sa.Column("quotations", sa.Integer, nullable=False, server_default=sa.text("0"))
    )
    op.execute(
        "UPDATE speakers SET quotations = (SELECT count(*) FROM quotations"
        " WHERE quotations.listed AND quotations.speaker = speakers.serial)"
    )
    op.create_index("ix_speakers_quotations_name", "speakers", [sa.text("quotations DESC"), "name", "serial"])
    op.create_index("ix_quotations_speaker", "quotations", ["speaker"])
    if op.get_bind().dialect.name == "sqlite":
        for statement in (*TABLES, *TRIGGERS):
            op.execute(sa.text(statement.replace(":", "\\:")))
        for index in ("quotation_words", "document_titles", "alias_words"):
            op.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for statement in TRIGGERS:
            op.execute(f"DROP TRIGGER {statement.split()[2]}")
        for index in ("quotation_words", "document_titles", "alias_words"):
            op.execute(f"DROP TABLE {index}")
        op.execute("DROP VIEW listed_quotations")
    op.drop_index("ix_quotations_speaker", "quotations")
    op.drop_index("ix_speakers_quotations_name", "speakers")
    op.drop_column("speakers", "quotations")
