"""Alerts, and when each quotation and each finding came into the archive.

What is there gets numbers in the order in which its versions were fetched (findings: were opened).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

NO = sa.text("0")

# the time in microseconds, and one more for each row: later ones have higher numbers, whatever second they share.
# Words that a document had in an earlier version, too, came with that.
NUMBER_QUOTATIONS = """
UPDATE quotations SET arrived = numbered.arrived FROM (
    SELECT rank, MIN(arrived) OVER (PARTITION BY document, text) AS arrived FROM (
        SELECT quotations.rank AS rank, quotations.document AS document, quotations.text AS text,
            CAST(strftime('%s', versions.fetched) AS INTEGER) * 1000000
                + row_number() OVER (ORDER BY versions.fetched, quotations.rank) AS arrived
        FROM quotations JOIN versions ON versions.serial = quotations.version)
) AS numbered WHERE numbered.rank = quotations.rank
"""
NUMBER_FINDINGS = """
UPDATE findings SET arrived = numbered.arrived FROM (
    SELECT serial, CAST(strftime('%s', opened) AS INTEGER) * 1000000
        + row_number() OVER (ORDER BY opened, serial) AS arrived FROM findings
) AS numbered WHERE numbered.serial = findings.serial
"""


def upgrade() -> None:
    op.add_column("quotations", sa.Column("arrived", sa.BigInteger, nullable=False, server_default=NO))
    op.add_column("findings", sa.Column("arrived", sa.BigInteger, nullable=False, server_default=NO))
    if op.get_bind().dialect.name == "sqlite":
        op.get_bind().exec_driver_sql(NUMBER_QUOTATIONS)
        op.get_bind().exec_driver_sql(NUMBER_FINDINGS)
    op.create_index("ix_quotations_arrived", "quotations", ["arrived"])
    op.create_index("ix_quotations_speaker_arrived", "quotations", ["speaker", "arrived"])
    op.drop_index("ix_quotations_speaker", "quotations")
    op.create_index("ix_findings_arrived", "findings", ["arrived"])
    op.create_table(
        "alerts",
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("watches", sa.String(10), nullable=False),
        sa.Column("speaker", sa.String(16)),
        sa.Column("called", sa.Text),
        sa.Column("words", sa.Text),
        sa.Column("source", sa.Text),
        sa.Column("kind", sa.String(16)),
        sa.Column("made", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_alerts"),
        sa.UniqueConstraint("id", name="uq_alerts_id"),
    )
    op.create_table(
        "alert_channels",
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("alert", sa.Integer, nullable=False),
        sa.Column("by", sa.String(8), nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("secret", sa.Text),
        sa.Column("allow_private", sa.Boolean, nullable=False),
        sa.Column("cursor", sa.BigInteger, nullable=False),
        sa.Column("batch", sa.JSON),
        sa.Column("turn", sa.String(16)),
        sa.Column("turned", sa.DateTime),
        sa.Column("sent", sa.DateTime),
        sa.Column("failing", sa.Integer, nullable=False, server_default=NO),
        sa.Column("since", sa.DateTime),
        sa.Column("error", sa.Text),
        sa.Column("again", sa.DateTime),
        sa.PrimaryKeyConstraint("serial", name="pk_alert_channels"),
        sa.ForeignKeyConstraint(["alert"], ["alerts.serial"], name="fk_alert_channels_alert"),
    )
    op.create_index("ix_alert_channels_alert", "alert_channels", ["alert"])


def downgrade() -> None:
    op.drop_table("alert_channels")
    op.drop_table("alerts")
    op.drop_index("ix_findings_arrived", "findings")
    op.create_index("ix_quotations_speaker", "quotations", ["speaker"])
    op.drop_index("ix_quotations_speaker_arrived", "quotations")
    op.drop_index("ix_quotations_arrived", "quotations")
    op.drop_column("findings", "arrived")
    op.drop_column("quotations", "arrived")
