"""Which version of a document came before each, and which documents' versions are compared.

Of versions that are there already, the one before is the one with the number before; none is compared yet.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_SEVERAL = "EXISTS (SELECT 1 FROM versions WHERE versions.document = new.document AND versions.number > 1)"
# another version is there or is the current one, or the quotations of one are others; a document with one version
# has nothing to compare
TRIGGERS = (
    """
    CREATE TRIGGER documents_version_insert AFTER INSERT ON versions WHEN new.previous IS NOT NULL
    BEGIN
        UPDATE documents SET compared = 0 WHERE serial = new.document AND compared = 1;
    END
    """,
    """
    CREATE TRIGGER documents_version_again AFTER UPDATE OF current ON versions WHEN old.current IS NOT new.current
    BEGIN
        UPDATE documents SET compared = 0 WHERE serial = new.document AND compared = 1;
    END
    """,
    f"""
    CREATE TRIGGER documents_quotation_more AFTER INSERT ON quotations
    BEGIN
        UPDATE documents SET compared = 0 WHERE serial = new.document AND compared = 1 AND {_SEVERAL};
    END
    """,
    f"""
    CREATE TRIGGER documents_quotation_other AFTER UPDATE OF speaker, method, text, continues, withdrawn ON quotations
    WHEN old.speaker IS NOT new.speaker OR old.method IS NOT new.method OR old.text IS NOT new.text
        OR old.continues IS NOT new.continues OR old.withdrawn IS NOT new.withdrawn
    BEGIN
        UPDATE documents SET compared = 0 WHERE serial = new.document AND compared = 1 AND {_SEVERAL};
    END
    """,
)


def upgrade() -> None:
    op.execute("ALTER TABLE versions ADD COLUMN previous INTEGER REFERENCES versions (serial)")
    op.execute(
        """
        UPDATE versions SET previous = (
            SELECT earlier.serial FROM versions AS earlier
            WHERE earlier.document = versions.document AND earlier.number = versions.number - 1)
        WHERE number > 1
        """
    )
    op.add_column("documents", sa.Column("compared", sa.Boolean, nullable=False, server_default=sa.text("1")))
    op.execute(
        "UPDATE documents SET compared = 0 WHERE serial IN (SELECT document FROM versions WHERE previous IS NOT NULL)"
    )
    op.create_index(
        "ix_documents_uncompared",
        "documents",
        ["serial"],
        sqlite_where=sa.text("compared = 0"),
        postgresql_where=sa.text("NOT compared"),
    )
    if op.get_bind().dialect.name == "sqlite":
        for statement in TRIGGERS:
            op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for statement in TRIGGERS:
            op.execute(f"DROP TRIGGER {statement.split()[2]}")
    op.drop_index("ix_documents_uncompared", "documents")
    op.drop_column("documents", "compared")
    op.execute("ALTER TABLE versions DROP COLUMN previous")
