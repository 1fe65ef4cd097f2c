"""When an archive that dates its texts last had a version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("versions", sa.Column("seen", sa.DateTime))


def downgrade() -> None:
    op.drop_column("versions", "seen")
