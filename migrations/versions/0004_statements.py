"""The index of statements, filled from the quotations that are there; sketches of documents, and their stories."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from quotes.store import sqlite, statements, stories

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("documents", sa.Column("sketch", sa.LargeBinary))
    # as in 0003: a plain REFERENCES clause is all that SQLite takes in ADD COLUMN
    op.execute("ALTER TABLE documents ADD COLUMN story INTEGER REFERENCES documents (serial)")
    op.create_index(
        "ix_documents_story",
        "documents",
        ["story"],
        sqlite_where=sa.text("story IS NOT NULL"),
        postgresql_where=sa.text("story IS NOT NULL"),
    )
    op.create_table(
        "shingles",
        sa.Column("hash", sa.Integer, nullable=False),
        sa.Column("story", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("hash", "story", name="pk_shingles"),
        sa.ForeignKeyConstraint(["story"], ["documents.serial"], name="fk_shingles_story"),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "sqlite":
        for statement in (sqlite.STATEMENT_TERMS, *sqlite.TIDYING):
            op.execute(statement)
        statements.fill(op.get_bind(), sqlite.SQLite())
    stories.fill(op.get_bind())


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE statement_terms")
    op.drop_table("shingles")
    op.drop_index("ix_documents_story", "documents")
    for name in ("story", "sketch"):
        op.execute(f"ALTER TABLE documents DROP COLUMN {name}")
