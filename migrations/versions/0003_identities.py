"""One identity per speaker: the register's people with their offices, appearances, and people's decisions.

Every speaker of a document that is there gets an appearance under the name that it was stored by.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NO = sa.text("0")


def upgrade() -> None:
    # SQLite takes no foreign keys in ADD COLUMN through Alembic without copying the table, and a plain
    # REFERENCES clause is all that they are there
    for statement in (
        "ALTER TABLE speakers ADD COLUMN survivor INTEGER REFERENCES speakers (serial)",
        "ALTER TABLE speakers ADD COLUMN moved INTEGER REFERENCES speakers (serial)",
        'ALTER TABLE speakers ADD COLUMN "key" TEXT',
    ):
        op.execute(statement)
    op.add_column("speakers", sa.Column("fixed", sa.Boolean, nullable=False, server_default=NO))
    op.add_column("speakers", sa.Column("local", sa.Boolean, nullable=False, server_default=NO))
    op.add_column("speakers", sa.Column("gender", sa.String(8)))
    op.add_column("speakers", sa.Column("wikidata", sa.String(16)))
    op.add_column("speakers", sa.Column("place", sa.Text))
    op.create_index("ix_speakers_survivor", "speakers", ["survivor"])
    op.create_index("uq_speakers_key", "speakers", ["key"], unique=True)
    op.add_column("aliases", sa.Column("given", sa.Boolean, nullable=False, server_default=NO))
    op.create_table(
        "entries",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("speaker", sa.Integer, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("record", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_entries"),
        sa.ForeignKeyConstraint(["speaker"], ["speakers.serial"], name="fk_entries_speaker"),
    )
    op.create_index("ix_entries_speaker", "entries", ["speaker"])
    op.create_table(
        "offices",
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("speaker", sa.Integer, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("place", sa.Text),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("from", sa.Date),
        sa.Column("to", sa.Date),
        sa.Column("at", sa.Text),
        sa.Column("entry", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_offices"),
        sa.ForeignKeyConstraint(["entry"], ["entries.key"], name="fk_offices_entry"),
        sa.ForeignKeyConstraint(["speaker"], ["speakers.serial"], name="fk_offices_speaker"),
    )
    op.create_index("ix_offices_speaker", "offices", ["speaker"])
    op.create_index("ix_offices_role_place", "offices", ["role", "place"])
    op.create_table(
        "appearances",
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("document", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("type", sa.String(8), nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("surname", sa.Text),
        sa.Column("described", sa.JSON, nullable=False),
        sa.Column("gender", sa.String(8)),
        sa.Column("resolved", sa.Integer, nullable=False),
        sa.Column("speaker", sa.Integer, nullable=False),
        sa.Column("evidence", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_appearances"),
        sa.UniqueConstraint("document", "name", "type", name="uq_appearances_document_name_type"),
        sa.ForeignKeyConstraint(["document"], ["documents.serial"], name="fk_appearances_document"),
        sa.ForeignKeyConstraint(["resolved"], ["speakers.serial"], name="fk_appearances_resolved"),
        sa.ForeignKeyConstraint(["speaker"], ["speakers.serial"], name="fk_appearances_speaker"),
    )
    for name in ("folded", "surname", "resolved", "speaker"):
        op.create_index(f"ix_appearances_{name}", "appearances", [name])
    op.execute("ALTER TABLE quotations ADD COLUMN appearance INTEGER REFERENCES appearances (serial)")
    op.create_index("ix_quotations_appearance", "quotations", ["appearance"])
    op.create_table(
        "decisions",
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("speaker", sa.Integer, nullable=False),
        sa.Column("other", sa.Integer),
        sa.Column("details", sa.JSON, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("made", sa.DateTime, nullable=False),
        sa.Column("undone", sa.DateTime),
        sa.Column("undone_who", sa.Text),
        sa.Column("undone_why", sa.Text),
        sa.PrimaryKeyConstraint("serial", name="pk_decisions"),
        sa.UniqueConstraint("id", name="uq_decisions_id"),
        sa.ForeignKeyConstraint(["speaker"], ["speakers.serial"], name="fk_decisions_speaker"),
        sa.ForeignKeyConstraint(["other"], ["speakers.serial"], name="fk_decisions_other"),
    )
    op.create_index("ix_decisions_speaker", "decisions", ["speaker"])
    op.create_index("ix_decisions_other", "decisions", ["other"])
    op.create_table(
        "sounds",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("speaker", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("key", "speaker", name="pk_sounds"),
        sa.ForeignKeyConstraint(["speaker"], ["speakers.serial"], name="fk_sounds_speaker"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "notes",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_notes"),
    )
    op.execute("UPDATE speakers SET local = 1 WHERE type = 'unnamed'")
    op.execute(
        # the first re-ingest folds the names; until then a lower-case name finds most of them
        "INSERT INTO appearances (document, name, type, folded, surname, described, resolved, speaker, evidence)"
        " SELECT DISTINCT quotations.document, speakers.name, speakers.type, lower(speakers.name), speakers.surname,"
        " '[]', speakers.serial, speakers.serial, '[\"name\"]'"
        " FROM quotations JOIN speakers ON speakers.serial = quotations.speaker"
    )
    op.execute(
        "UPDATE quotations SET appearance = (SELECT appearances.serial FROM appearances"
        " WHERE appearances.document = quotations.document AND appearances.speaker = quotations.speaker)"
        " WHERE speaker IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_index("ix_quotations_appearance", "quotations")
    op.execute("ALTER TABLE quotations DROP COLUMN appearance")
    for table in ("notes", "sounds", "decisions", "appearances", "offices", "entries"):
        op.drop_table(table)
    op.drop_column("aliases", "given")
    op.drop_index("uq_speakers_key", "speakers")
    op.drop_index("ix_speakers_survivor", "speakers")
    for name in ("survivor", "moved", "key", "fixed", "local", "gender", "wikidata", "place"):
        op.execute(f'ALTER TABLE speakers DROP COLUMN "{name}"')
