"""${message}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.tables import Json, Utc

revision = ${repr(up_revision)}
down_revision: str | None = ${repr(down_revision)}
branch_labels = None
depends_on = None

USED = (sa, op, Json, Utc)
"""Not every migration needs each of them."""


def upgrade() -> None:  # noqa: PLR0915 as long as the change is
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:  # noqa: PLR0915 as long as the change is
    ${downgrades if downgrades else "pass"}
