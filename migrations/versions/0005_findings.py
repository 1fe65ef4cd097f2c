"""Utterances (the same words in several documents), findings (where documents disagree), and people's reviews of them.

Nothing is grouped yet: the first `quotes consistency` (or ingest) groups the documents that are there.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NO = sa.text("0")

# what an utterance was checked with has changed; a document has quotations that grouping has not seen
TRIGGERS = (
    """
    CREATE TRIGGER utterances_quotation_update AFTER UPDATE OF speaker, listed, text, utterance ON quotations
    WHEN old.speaker IS NOT new.speaker OR old.listed IS NOT new.listed OR old.text IS NOT new.text
        OR old.utterance IS NOT new.utterance
    BEGIN
        UPDATE utterances SET checked = 0 WHERE serial IN (old.utterance, new.utterance) AND checked = 1;
    END
    """,
    """
    CREATE TRIGGER utterances_document_update AFTER UPDATE OF published, story ON documents
    WHEN old.published IS NOT new.published OR old.story IS NOT new.story
    BEGIN
        UPDATE utterances SET checked = 0 WHERE checked = 1 AND serial IN (
            SELECT quotations.utterance FROM quotations
            WHERE quotations.document = new.serial AND quotations.utterance IS NOT NULL);
    END
    """,
    """
    CREATE TRIGGER documents_quotation_insert AFTER INSERT ON quotations
    BEGIN
        UPDATE documents SET grouped = 0 WHERE serial = new.document AND grouped = 1;
    END
    """,
    """
    CREATE TRIGGER documents_quotation_update AFTER UPDATE OF text, listed, continues ON quotations
    WHEN old.text IS NOT new.text OR old.listed IS NOT new.listed OR old.continues IS NOT new.continues
    BEGIN
        UPDATE documents SET grouped = 0 WHERE serial = new.document AND grouped = 1;
    END
    """,
)


def upgrade() -> None:
    op.create_table(
        "utterances",
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("checked", sa.Boolean, nullable=False, server_default=NO),
        sa.Column("survivor", sa.Integer, nullable=True),
        sa.ForeignKeyConstraint(["survivor"], ["utterances.serial"], name="fk_utterances_survivor"),
        sa.PrimaryKeyConstraint("serial", name="pk_utterances"),
        sa.UniqueConstraint("id", name="uq_utterances_id"),
    )
    op.create_index(
        "ix_utterances_unchecked",
        "utterances",
        ["serial"],
        sqlite_where=sa.text("checked = 0"),
        postgresql_where=sa.text("NOT checked"),
    )
    op.execute("ALTER TABLE quotations ADD COLUMN utterance INTEGER REFERENCES utterances (serial)")
    op.create_index("ix_quotations_utterance", "quotations", ["utterance"])
    op.add_column("documents", sa.Column("grouped", sa.Boolean, nullable=False, server_default=NO))
    op.create_index(
        "ix_documents_ungrouped",
        "documents",
        ["serial"],
        sqlite_where=sa.text("grouped = 0"),
        postgresql_where=sa.text("NOT grouped"),
    )
    op.create_table(
        "findings",
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("severity", sa.String(8), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("rank", sa.BigInteger, nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("utterance", sa.Integer),
        sa.Column("evidence", sa.JSON, nullable=False),
        sa.Column("digest", sa.String(16), nullable=False),
        sa.Column("opened", sa.DateTime, nullable=False),
        sa.Column("changed", sa.DateTime, nullable=False),
        sa.Column("gone", sa.Boolean, nullable=False, server_default=NO),
        sa.PrimaryKeyConstraint("serial", name="pk_findings"),
        sa.UniqueConstraint("id", name="uq_findings_id"),
        sa.ForeignKeyConstraint(["utterance"], ["utterances.serial"], name="fk_findings_utterance"),
    )
    op.create_index("ix_findings_gone_rank", "findings", ["gone", "rank"])
    op.create_index("ix_findings_about", "findings", ["about"])
    op.create_index("ix_findings_utterance", "findings", ["utterance"])
    op.create_table(
        "evidence",
        sa.Column("finding", sa.Integer, nullable=False),
        sa.Column("quotation", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("finding", "quotation", name="pk_evidence"),
        sa.ForeignKeyConstraint(["finding"], ["findings.serial"], name="fk_evidence_finding"),
        sa.ForeignKeyConstraint(["quotation"], ["quotations.id"], name="fk_evidence_quotation"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_evidence_quotation", "evidence", ["quotation"])
    op.create_table(
        "reviews",
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("finding", sa.Integer),
        sa.Column("quotation", sa.String(16)),
        sa.Column("status", sa.String(10)),
        sa.Column("speaker", sa.Integer),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("made", sa.DateTime, nullable=False),
        sa.Column("evidence", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_reviews"),
        sa.UniqueConstraint("id", name="uq_reviews_id"),
        sa.ForeignKeyConstraint(["finding"], ["findings.serial"], name="fk_reviews_finding"),
        sa.ForeignKeyConstraint(["quotation"], ["quotations.id"], name="fk_reviews_quotation"),
        sa.ForeignKeyConstraint(["speaker"], ["speakers.serial"], name="fk_reviews_speaker"),
    )
    for name in ("finding", "quotation", "speaker"):
        op.create_index(f"ix_reviews_{name}", "reviews", [name])
    if op.get_bind().dialect.name == "sqlite":
        for statement in TRIGGERS:
            op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for statement in TRIGGERS:
            op.execute(f"DROP TRIGGER {statement.split()[2]}")
    for table in ("reviews", "evidence", "findings"):
        op.drop_table(table)
    op.drop_index("ix_documents_ungrouped", "documents")
    op.drop_column("documents", "grouped")
    op.drop_index("ix_quotations_utterance", "quotations")
    op.execute("ALTER TABLE quotations DROP COLUMN utterance")
    op.drop_table("utterances")
