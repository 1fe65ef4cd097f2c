"""Sources that are read every night, what is remembered of their addresses, the lock of runs, and runs in stages."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def added() -> dict[str, list[sa.Column[Any]]]:
    """What is added to tables that were there."""
    return {
        "sources": [
            sa.Column("kind", sa.String(16)),
            sa.Column("location", sa.Text),
            sa.Column("settings", sa.JSON),
            sa.Column("enabled", sa.Boolean, nullable=False, server_default=sa.text("1")),
            sa.Column("read", sa.DateTime),
            sa.Column("state", sa.JSON),
        ],
        "runs": [sa.Column("stages", sa.JSON), sa.Column("sources", sa.JSON)],
    }


def upgrade() -> None:
    for table, columns in added().items():
        for column in columns:
            op.add_column(table, column)
    op.create_table(
        "addresses",
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("first", sa.DateTime, nullable=False),
        sa.Column("fetched", sa.DateTime, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("lastmod", sa.Text),
        sa.Column("failure", sa.Text),
        sa.PrimaryKeyConstraint("address", name="pk_addresses"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "locks",
        sa.Column("name", sa.String(16), nullable=False),
        sa.Column("token", sa.String(16), nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("pid", sa.Integer, nullable=False),
        sa.Column("command", sa.Text, nullable=False),
        sa.Column("run", sa.Integer),
        sa.Column("started", sa.DateTime, nullable=False),
        sa.Column("heartbeat", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_locks"),
        sa.ForeignKeyConstraint(["run"], ["runs.serial"], name="fk_locks_run"),
    )


def downgrade() -> None:
    op.drop_table("locks")
    op.drop_table("addresses")
    for table, columns in added().items():
        for column in columns:
            op.execute(f'ALTER TABLE {table} DROP COLUMN "{column.name}"')
