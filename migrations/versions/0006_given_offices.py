"""Offices that documents give to people and the register does not confirm, for findings about roles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# a document gives other people other offices than before, or is of another day
TRIGGERS = (
    """
    CREATE TRIGGER documents_appearance_insert AFTER INSERT ON appearances
    BEGIN
        UPDATE documents SET judged = 0 WHERE serial = new.document AND judged = 1;
    END
    """,
    """
    CREATE TRIGGER documents_appearance_update AFTER UPDATE OF speaker, described ON appearances
    WHEN old.speaker IS NOT new.speaker OR old.described IS NOT new.described
    BEGIN
        UPDATE documents SET judged = 0 WHERE serial = new.document AND judged = 1;
    END
    """,
    """
    CREATE TRIGGER documents_published_update AFTER UPDATE OF published ON documents
    WHEN old.published IS NOT new.published
    BEGIN
        UPDATE documents SET judged = 0 WHERE serial = new.serial AND judged = 1;
    END
    """,
    """
    CREATE TRIGGER documents_version_update AFTER UPDATE OF current ON versions
    WHEN old.current IS NOT new.current
    BEGIN
        UPDATE documents SET judged = 0 WHERE serial = new.document AND judged = 1;
    END
    """,
)


def upgrade() -> None:
    op.add_column("documents", sa.Column("judged", sa.Boolean, nullable=False, server_default=sa.text("0")))
    op.create_index(
        "ix_documents_unjudged",
        "documents",
        ["serial"],
        sqlite_where=sa.text("judged = 0"),
        postgresql_where=sa.text("NOT judged"),
    )
    op.create_table(
        "given_offices",
        sa.Column("document", sa.Integer, nullable=False),
        sa.Column("appearance", sa.Integer, nullable=False),
        sa.Column("office", sa.Text, nullable=False),
        sa.Column("phrase", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("against", sa.JSON),
        sa.PrimaryKeyConstraint("document", "appearance", "office", name="pk_given_offices"),
        sa.ForeignKeyConstraint(["document"], ["documents.serial"], name="fk_given_offices_document"),
        sa.ForeignKeyConstraint(["appearance"], ["appearances.serial"], name="fk_given_offices_appearance"),
    )
    op.create_index("ix_given_offices_office_day", "given_offices", ["office", "day"])
    op.create_index("ix_given_offices_appearance", "given_offices", ["appearance"])
    if op.get_bind().dialect.name == "sqlite":
        for statement in TRIGGERS:
            op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for statement in TRIGGERS:
            op.execute(f"DROP TRIGGER {statement.split()[2]}")
    op.drop_table("given_offices")
    op.drop_index("ix_documents_unjudged", "documents")
    op.drop_column("documents", "judged")
