"""Sources, documents, versions, quotations, speakers with aliases, ingest runs with their failures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sources",
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_sources"),
        sa.UniqueConstraint("name", name="uq_sources_name"),
    )
    op.create_table(
        "runs",
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("command", sa.Text, nullable=False),
        sa.Column("started", sa.DateTime, nullable=False),
        sa.Column("finished", sa.DateTime),
        sa.Column("counts", sa.JSON),
        sa.PrimaryKeyConstraint("serial", name="pk_runs"),
        sa.UniqueConstraint("id", name="uq_runs_id"),
    )
    op.create_table(
        "failures",
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("run", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_failures"),
        sa.ForeignKeyConstraint(["run"], ["runs.serial"], name="fk_failures_run"),
    )
    op.create_index("ix_failures_run", "failures", ["run"])
    op.create_table(
        "documents",
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("source", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("authors", sa.JSON, nullable=False),
        sa.Column("published", sa.Date),
        sa.Column("rank", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_documents"),
        sa.UniqueConstraint("id", name="uq_documents_id"),
        sa.UniqueConstraint("rank", name="uq_documents_rank"),
        sa.ForeignKeyConstraint(["source"], ["sources.serial"], name="fk_documents_source"),
    )
    op.create_index("ix_documents_source_rank", "documents", ["source", "rank"])
    op.create_table(
        "versions",
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("document", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("extractor", sa.Text, nullable=False),
        sa.Column("fetched", sa.DateTime, nullable=False),
        sa.Column("current", sa.Boolean, nullable=False),
        sa.Column("run", sa.Integer),
        sa.PrimaryKeyConstraint("serial", name="pk_versions"),
        sa.UniqueConstraint("id", name="uq_versions_id"),
        sa.UniqueConstraint("document", "number", name="uq_versions_document_number"),
        sa.ForeignKeyConstraint(["document"], ["documents.serial"], name="fk_versions_document"),
        sa.ForeignKeyConstraint(["run"], ["runs.serial"], name="fk_versions_run"),
    )
    op.create_index(
        "uq_versions_current",
        "versions",
        ["document"],
        unique=True,
        sqlite_where=sa.text("current = 1"),
        postgresql_where=sa.text("current"),
    )
    op.create_table(
        "speakers",
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("type", sa.String(8), nullable=False),
        sa.Column("surname", sa.Text),
        sa.Column("bare", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_speakers"),
        sa.UniqueConstraint("id", name="uq_speakers_id"),
    )
    op.create_index("ix_speakers_surname", "speakers", ["surname"])
    op.create_table(
        "aliases",
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("speaker", sa.Integer, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("spelling", sa.Text, nullable=False),
        sa.Column("uses", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_aliases"),
        sa.UniqueConstraint("speaker", "form", name="uq_aliases_speaker_form"),
        sa.ForeignKeyConstraint(["speaker"], ["speakers.serial"], name="fk_aliases_speaker"),
    )
    op.create_index("ix_aliases_folded", "aliases", ["folded"])
    op.create_index("ix_aliases_spelling", "aliases", ["spelling"])
    op.create_table(
        "quotations",
        # SQLite makes a column its row number only when the type is spelled INTEGER
        sa.Column("rank", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", sa.Integer, nullable=False),
        sa.Column("source", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("continues", sa.String(16)),
        sa.Column("cue_start", sa.Integer),
        sa.Column("cue_end", sa.Integer),
        sa.Column("cue_text", sa.Text),
        sa.Column("mention_start", sa.Integer),
        sa.Column("mention_end", sa.Integer),
        sa.Column("mention_text", sa.Text),
        sa.Column("speaker", sa.Integer),
        sa.Column("confidence", sa.Float),
        sa.Column("method", sa.Text),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.Column("listed", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("rank", name="pk_quotations"),
        sa.UniqueConstraint("id", name="uq_quotations_id"),
        sa.ForeignKeyConstraint(["version"], ["versions.serial"], name="fk_quotations_version"),
        sa.ForeignKeyConstraint(["document"], ["documents.serial"], name="fk_quotations_document"),
        sa.ForeignKeyConstraint(["source"], ["sources.serial"], name="fk_quotations_source"),
        sa.ForeignKeyConstraint(["speaker"], ["speakers.serial"], name="fk_quotations_speaker"),
        sa.ForeignKeyConstraint(
            ["continues"],
            ["quotations.id"],
            name="fk_quotations_continues",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index("ix_quotations_listed_speaker", "quotations", ["listed", "speaker"])
    op.create_index("ix_quotations_listed_source", "quotations", ["listed", "source"])
    op.create_index("ix_quotations_version", "quotations", ["version"])
    op.create_index("ix_quotations_document", "quotations", ["document"])
    op.create_index("ix_quotations_continues", "quotations", ["continues"])


def downgrade() -> None:
    for table in (
        "quotations", "aliases", "speakers", "versions", "documents", "failures", "runs", "sources",
    ):  # fmt: skip
        op.drop_table(table)
