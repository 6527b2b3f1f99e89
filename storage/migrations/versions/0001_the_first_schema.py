"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.tables import Json, Utc

revision = "0001"
down_revision: str | None = None
branch_labels = None
depends_on = None

USED = (sa, op, Json, Utc)
"""Not every migration needs each of them."""


def upgrade() -> None:  # noqa: PLR0915 as long as the change is
    op.create_table(
        "absences",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("cover", sa.String(length=64), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "id", name=op.f("pk_absences")),
    )
    with op.batch_alter_table("absences", schema=None) as batch_op:
        batch_op.create_index("ix_absences_group_person", ["group", "person", "until"], unique=False)
        batch_op.create_index("ix_absences_group_until", ["group", "until"], unique=False)

    op.create_table(
        "acknowledgements",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "id", name=op.f("pk_acknowledgements")),
    )
    with op.batch_alter_table("acknowledgements", schema=None) as batch_op:
        batch_op.create_index("ix_acknowledgements_group_subject", ["group", "subject"], unique=False)

    op.create_table(
        "action_links",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("target", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("group", "target", "action", name=op.f("pk_action_links")),
    )
    with op.batch_alter_table("action_links", schema=None) as batch_op:
        batch_op.create_index("ix_action_links_action", ["group", "action"], unique=False)

    op.create_table(
        "actions",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("trust", sa.String(length=16), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("owner_name", sa.Text(), nullable=False),
        sa.Column("deputy", sa.String(length=64), nullable=False),
        sa.Column("deputy_name", sa.Text(), nullable=False),
        sa.Column("original_due", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("created_at", Utc(), nullable=True),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("lines", Json(), nullable=False),
        sa.Column("mark", sa.String(length=16), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("barrier", sa.String(length=32), nullable=False),
        sa.Column("updates", Json(), nullable=False),
        sa.Column("heard_on", sa.Date(), nullable=True),
        sa.Column("no_change_streak", sa.Integer(), nullable=False),
        sa.Column("slips", sa.Integer(), nullable=False),
        sa.Column("changes", Json(), nullable=False),
        sa.Column("request", Json(), nullable=False),
        sa.Column("evidence_required", sa.Text(), nullable=False),
        sa.Column("equity", sa.Text(), nullable=False),
        sa.Column("evidence", Json(), nullable=False),
        sa.Column("verified_by", sa.String(length=64), nullable=False),
        sa.Column("verified_name", sa.Text(), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("closed_at", Utc(), nullable=True),
        sa.Column("closed_reason", sa.Text(), nullable=False),
        sa.Column("evidence_before", sa.Integer(), nullable=False),
        sa.Column("theme", sa.String(length=48), nullable=False),
        sa.Column("frameworks", Json(), nullable=False),
        sa.Column("risk", sa.String(length=64), nullable=False),
        sa.Column("decision", sa.String(length=64), nullable=False),
        sa.Column("also", Json(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "id", name=op.f("pk_actions")),
    )
    with op.batch_alter_table("actions", schema=None) as batch_op:
        batch_op.create_index(
            "ix_actions_asked",
            ["group", "closed_at", "due", "id"],
            unique=False,
            sqlite_where=sa.text("request <> 'null' AND closed_at IS NULL"),
            postgresql_where=sa.text("request <> 'null' AND closed_at IS NULL"),
        )
        batch_op.create_index(
            "ix_actions_closed",
            ["group", "closed_at"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NOT NULL"),
            postgresql_where=sa.text("closed_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_actions_deputy",
            ["group", "deputy", "due", "id"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.create_index(
            "ix_actions_due",
            ["group", "due", "id"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.create_index(
            "ix_actions_moved",
            ["group", "closed_at", "due", "id"],
            unique=False,
            sqlite_where=sa.text("slips >= 1 AND closed_at IS NULL"),
            postgresql_where=sa.text("slips >= 1 AND closed_at IS NULL"),
        )
        batch_op.create_index("ix_actions_original", ["group", "original_due", "trust"], unique=False)
        batch_op.create_index(
            "ix_actions_owner",
            ["group", "owner", "due", "id"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.create_index("ix_actions_status", ["group", "status", "due", "id"], unique=False)
        batch_op.create_index(
            "ix_actions_third",
            ["group", "closed_at", "due", "id"],
            unique=False,
            sqlite_where=sa.text("slips >= 3 AND closed_at IS NULL"),
            postgresql_where=sa.text("slips >= 3 AND closed_at IS NULL"),
        )
        batch_op.create_index(
            "ix_actions_trust",
            ["group", "trust", "due", "id"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "attendances",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("present", Json(), nullable=False),
        sa.Column("guests", sa.Text(), nullable=False),
        sa.Column("trusts", Json(), nullable=False),
        sa.Column("quorate", sa.Boolean(), nullable=False),
        sa.Column("parts", Json(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("at", Utc(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "id", name=op.f("pk_attendances")),
    )
    with op.batch_alter_table("attendances", schema=None) as batch_op:
        batch_op.create_index("ix_attendances_group_day", ["group", "day"], unique=False)

    op.create_table(
        "bulletins",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("scope", Json(), nullable=False),
        sa.Column("body", Json(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("occasion", sa.String(length=64), nullable=False),
        sa.Column("made_at", Utc(), nullable=True),
        sa.Column("posted_by", sa.String(length=64), nullable=False),
        sa.Column("posted_at", Utc(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "id", name=op.f("pk_bulletins")),
    )
    with op.batch_alter_table("bulletins", schema=None) as batch_op:
        batch_op.create_index("ix_bulletins_group_occasion", ["group", "occasion"], unique=False)
        batch_op.create_index("ix_bulletins_group_stage", ["group", "stage", "posted_at"], unique=False)

    op.create_table(
        "concerns",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("trust", sa.String(length=16), nullable=False),
        sa.Column("theme", sa.String(length=48), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("acknowledged_on", sa.Date(), nullable=True),
        sa.Column("acknowledged_by", sa.String(length=64), nullable=False),
        sa.Column("acknowledged_name", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("became", Json(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "id", name=op.f("pk_concerns")),
    )
    with op.batch_alter_table("concerns", schema=None) as batch_op:
        batch_op.create_index("ix_concerns_group_raised", ["group", "raised_on"], unique=False)
        batch_op.create_index("ix_concerns_group_status", ["group", "status", "due"], unique=False)
        batch_op.create_index("ix_concerns_group_trust", ["group", "trust", "status"], unique=False)

    op.create_table(
        "conversations",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("service_url", sa.Text(), nullable=False),
        sa.Column("tenant_id", sa.String(length=64), nullable=False),
        sa.Column("bot_id", sa.Text(), nullable=False),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("teams_user_id", sa.Text(), nullable=False),
        sa.Column("thread_id", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("updated_at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("group", "kind", "key", name=op.f("pk_conversations")),
    )
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.create_index("ix_conversations_conversation_id", ["conversation_id"], unique=False)

    op.create_table(
        "counters",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "kind", "year", name=op.f("pk_counters")),
    )
    op.create_table(
        "cuts",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("measure", sa.String(length=48), nullable=False),
        sa.Column("trust", sa.String(length=16), nullable=False),
        sa.Column("dimension", sa.String(length=24), nullable=False),
        sa.Column("last", sa.String(length=7), nullable=False),
        sa.Column("cells", Json(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("withdrawn", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "id", name=op.f("pk_cuts")),
    )
    with op.batch_alter_table("cuts", schema=None) as batch_op:
        batch_op.create_index("ix_cuts_group_last", ["group", "last"], unique=False)

    op.create_table(
        "decisions",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("harmed", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("know", sa.Text(), nullable=False),
        sa.Column("links", Json(), nullable=False),
        sa.Column("look_on", sa.Date(), nullable=True),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("created_at", Utc(), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "id", name=op.f("pk_decisions")),
    )
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.create_index("ix_decisions_group_day", ["group", "decided_on", "id"], unique=False)
        batch_op.create_index("ix_decisions_group_look", ["group", "status", "look_on"], unique=False)

    op.create_table(
        "deep_dives",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("theme", sa.String(length=48), nullable=False),
        sa.Column("trust", sa.String(length=16), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "id", name=op.f("pk_deep_dives")),
    )
    with op.batch_alter_table("deep_dives", schema=None) as batch_op:
        batch_op.create_index("ix_deep_dives_group_month", ["group", "month", "id"], unique=False)

    op.create_table(
        "escalations",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("risk", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("rules", Json(), nullable=False),
        sa.Column("ask", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("needed_by", sa.Date(), nullable=False),
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("drafted_by", sa.String(length=64), nullable=False),
        sa.Column("drafted_at", Utc(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("approved_by", sa.String(length=64), nullable=False),
        sa.Column("approved_name", sa.Text(), nullable=False),
        sa.Column("approved_at", Utc(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.Column("posted_at", Utc(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "id", name=op.f("pk_escalations")),
    )
    with op.batch_alter_table("escalations", schema=None) as batch_op:
        batch_op.create_index("ix_escalations_group_risk", ["group", "risk"], unique=False)
        batch_op.create_index("ix_escalations_group_stage", ["group", "stage", "needed_by"], unique=False)

    op.create_table(
        "evidence",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("dated", sa.String(length=10), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("superseded_by", sa.Text(), nullable=False),
        sa.Column("strength", sa.String(length=16), nullable=False),
        sa.Column("trust", sa.String(length=16), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("owner_name", sa.Text(), nullable=False),
        sa.Column("next_review", sa.Date(), nullable=True),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("supports", Json(), nullable=False),
        sa.Column("records", Json(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("document", sa.String(length=32), nullable=False),
        sa.Column("added_by", sa.String(length=64), nullable=False),
        sa.Column("added_name", sa.Text(), nullable=False),
        sa.Column("added_at", Utc(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "id", name=op.f("pk_evidence")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index("ix_evidence_group_added", ["group", "added_at", "id"], unique=False)
        batch_op.create_index("ix_evidence_group_document", ["group", "document"], unique=False)
        batch_op.create_index("ix_evidence_group_review", ["group", "next_review", "id"], unique=False)

    op.create_table(
        "files",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=24), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", Utc(), nullable=False),
        sa.Column("until", Utc(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("group", "id", name=op.f("pk_files")),
    )
    with op.batch_alter_table("files", schema=None) as batch_op:
        batch_op.create_index("ix_files_until", ["until"], unique=False)

    op.create_table(
        "groups",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("config", Json(), nullable=False),
        sa.Column("by_chat", Json(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groups")),
    )
    op.create_table(
        "handovers",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("was", sa.String(length=64), nullable=False),
        sa.Column("was_name", sa.Text(), nullable=False),
        sa.Column("to", sa.String(length=64), nullable=False),
        sa.Column("to_name", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("only", sa.String(length=64), nullable=False),
        sa.Column("done_at", Utc(), nullable=True),
        sa.Column("moved", Json(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "id", name=op.f("pk_handovers")),
    )
    with op.batch_alter_table("handovers", schema=None) as batch_op:
        batch_op.create_index(
            "ix_handovers_waiting",
            ["group", "on", "id"],
            unique=False,
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        )

    op.create_table(
        "ideas",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("trust", sa.String(length=16), nullable=False),
        sa.Column("theme", sa.String(length=48), nullable=False),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("cycles", Json(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "id", name=op.f("pk_ideas")),
    )
    with op.batch_alter_table("ideas", schema=None) as batch_op:
        batch_op.create_index("ix_ideas_group_made", ["group", "made_on", "id"], unique=False)

    op.create_table(
        "imported",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("record", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("group", "kind", "key", name=op.f("pk_imported")),
    )
    op.create_table(
        "inbox",
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("answer", Json(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_inbox")),
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index("ix_inbox_at", ["at"], unique=False)

    op.create_table(
        "jobs",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("asked_at", Utc(), nullable=False),
        sa.Column("args", Json(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("lease_until", Utc(), nullable=True),
        sa.Column("files", Json(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("ended_at", Utc(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "id", name=op.f("pk_jobs")),
    )
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.create_index("ix_jobs_group_by", ["group", "by", "kind", "asked_at"], unique=False)
        batch_op.create_index("ix_jobs_group_state", ["group", "state", "id"], unique=False)

    op.create_table(
        "journal",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("actor", sa.String(length=128), nullable=False),
        sa.Column("verb", sa.String(length=128), nullable=False),
        sa.Column("subject", sa.String(length=128), nullable=False),
        sa.Column("turn_id", sa.Text(), nullable=False),
        sa.Column("before_hash", sa.String(length=64), nullable=False),
        sa.Column("after_hash", sa.String(length=64), nullable=False),
        sa.Column("prev", sa.String(length=64), nullable=False),
        sa.Column("h", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("group", "seq", name=op.f("pk_journal")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.create_index("ix_journal_actor", ["group", "actor", "seq"], unique=False)
        batch_op.create_index("ix_journal_at", ["group", "at"], unique=False)
        batch_op.create_index("ix_journal_subject", ["group", "subject", "seq"], unique=False)

    op.create_table(
        "judgements",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("framework", sa.String(length=32), nullable=False),
        sa.Column("requirement", sa.String(length=32), nullable=False),
        sa.Column("edition", sa.String(length=32), nullable=False),
        sa.Column("trust", sa.String(length=16), nullable=False),
        sa.Column("looks", Json(), nullable=False),
        sa.Column("changed_at", Utc(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "id", name=op.f("pk_judgements")),
    )
    with op.batch_alter_table("judgements", schema=None) as batch_op:
        batch_op.create_index(
            "ix_judgements_group_edition", ["group", "framework", "edition", "requirement"], unique=False
        )

    op.create_table(
        "learning",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("trust", sa.String(length=16), nullable=False),
        sa.Column("themes", Json(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=True),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("shared_on", sa.Date(), nullable=True),
        sa.Column("shared_name", sa.Text(), nullable=False),
        sa.Column("answers", Json(), nullable=False),
        sa.Column("taken_up", Json(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "id", name=op.f("pk_learning")),
    )
    with op.batch_alter_table("learning", schema=None) as batch_op:
        batch_op.create_index("ix_learning_group_by", ["group", "by", "stage"], unique=False)
        batch_op.create_index("ix_learning_group_stage", ["group", "stage", "shared_on", "id"], unique=False)

    op.create_table(
        "learning_events",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("themes", Json(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("hosts", sa.Text(), nullable=False),
        sa.Column("learning", sa.Text(), nullable=False),
        sa.Column("attendance", Json(), nullable=False),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("answers", Json(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "id", name=op.f("pk_learning_events")),
    )
    with op.batch_alter_table("learning_events", schema=None) as batch_op:
        batch_op.create_index("ix_learning_events_follow_up", ["group", "stage", "follow_up_on"], unique=False)
        batch_op.create_index("ix_learning_events_group_on", ["group", "on", "id"], unique=False)

    op.create_table(
        "links",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("target", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("group", "target", "source", name=op.f("pk_links")),
    )
    with op.batch_alter_table("links", schema=None) as batch_op:
        batch_op.create_index("ix_links_source", ["group", "source"], unique=False)

    op.create_table(
        "marks",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_marks")),
    )
    op.create_table(
        "members",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("object_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("roles", Json(), nullable=False),
        sa.Column("trusts", Json(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "object_id", name=op.f("pk_members")),
    )
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.create_index("ix_members_object_id", ["object_id"], unique=False)

    op.create_table(
        "observations",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("trust", sa.String(length=16), nullable=False),
        sa.Column("measure", sa.String(length=48), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("numerator", sa.Float(), nullable=True),
        sa.Column("denominator", sa.Float(), nullable=True),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("submission", sa.Integer(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("group", "trust", "measure", "period", name=op.f("pk_observations")),
    )
    with op.batch_alter_table("observations", schema=None) as batch_op:
        batch_op.create_index("ix_observations_group_measure", ["group", "measure", "period"], unique=False)
        batch_op.create_index("ix_observations_group_trust", ["group", "trust", "period"], unique=False)

    op.create_table(
        "occurrences",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("reminder", sa.String(length=32), nullable=False),
        sa.Column("rung", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("series", sa.String(length=32), nullable=False),
        sa.Column("meant_for", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", Utc(), nullable=True),
        sa.Column("message", sa.String(length=300), nullable=False),
        sa.Column("decided_at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("group", "key", name=op.f("pk_occurrences")),
    )
    with op.batch_alter_table("occurrences", schema=None) as batch_op:
        batch_op.create_index("ix_occurrences_day", ["group", "day"], unique=False)
        batch_op.create_index("ix_occurrences_message", ["group", "message"], unique=False)
        batch_op.create_index("ix_occurrences_person", ["group", "meant_for", "decided_at"], unique=False)
        batch_op.create_index("ix_occurrences_rung", ["group", "rung", "day"], unique=False)
        batch_op.create_index("ix_occurrences_state", ["group", "state", "until"], unique=False)
        batch_op.create_index("ix_occurrences_subject", ["group", "subject"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("dedupe_key", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("to_person", sa.String(length=64), nullable=True),
        sa.Column("to_channel", sa.Boolean(), nullable=False),
        sa.Column("payload", Json(), nullable=False),
        sa.Column("edits", sa.String(length=300), nullable=False),
        sa.Column("subject", sa.String(length=128), nullable=False),
        sa.Column("not_before", Utc(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=128), nullable=False),
        sa.Column("lease_until", Utc(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Text(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("sent_at", Utc(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("group", "dedupe_key", name=op.f("uq_outbox_group_dedupe_key")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index("ix_outbox_due", ["state", "not_before", "id"], unique=False)
        batch_op.create_index("ix_outbox_edits", ["group", "edits", "id"], unique=False)
        batch_op.create_index("ix_outbox_group_state", ["group", "state", "id"], unique=False)
        batch_op.create_index("ix_outbox_lease", ["state", "lease_until"], unique=False)
        batch_op.create_index("ix_outbox_person", ["group", "to_person", "sent_at"], unique=False)
        batch_op.create_index("ix_outbox_sent", ["group", "sent_at"], unique=False)
        batch_op.create_index("ix_outbox_subject", ["group", "subject", "state"], unique=False)

    op.create_table(
        "packs",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("made_at", Utc(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("files", Json(), nullable=False),
        sa.Column("digests", Json(), nullable=False),
        sa.Column("titles", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "id", name=op.f("pk_packs")),
    )
    with op.batch_alter_table("packs", schema=None) as batch_op:
        batch_op.create_index("ix_packs_group_period", ["group", "period", "id"], unique=False)

    op.create_table(
        "planned",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("reminder", sa.String(length=160), nullable=False),
        sa.Column("until", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("group", "reminder", name=op.f("pk_planned")),
    )
    op.create_table(
        "policies",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("effective", sa.Date(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("owner_name", sa.Text(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("trusts", Json(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("impacts", Json(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("created_name", sa.Text(), nullable=False),
        sa.Column("created_at", Utc(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "id", name=op.f("pk_policies")),
    )
    with op.batch_alter_table("policies", schema=None) as batch_op:
        batch_op.create_index("ix_policies_group_answer", ["group", "status", "answer_by", "id"], unique=False)
        batch_op.create_index("ix_policies_group_effective", ["group", "effective", "id"], unique=False)
        batch_op.create_index("ix_policies_group_status", ["group", "status", "effective", "id"], unique=False)

    op.create_table(
        "published_tables",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("table", Json(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "id", name=op.f("pk_published_tables")),
    )
    op.create_table(
        "rebases",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("measure", sa.String(length=64), nullable=False),
        sa.Column("trust", sa.String(length=16), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "id", name=op.f("pk_rebases")),
    )
    with op.batch_alter_table("rebases", schema=None) as batch_op:
        batch_op.create_index("ix_rebases_group_measure", ["group", "measure", "trust", "period"], unique=False)

    op.create_table(
        "reports",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("group_name", sa.Text(), nullable=False),
        sa.Column("as_at", Utc(), nullable=False),
        sa.Column("completeness", sa.Text(), nullable=False),
        sa.Column("lines", Json(), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("follows", sa.String(length=32), nullable=False),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("made_at", Utc(), nullable=True),
        sa.Column("approved_by", sa.String(length=64), nullable=False),
        sa.Column("approved_name", sa.Text(), nullable=False),
        sa.Column("approved_at", Utc(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("posted_at", Utc(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "id", name=op.f("pk_reports")),
    )
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.create_index("ix_reports_group_made_at", ["group", "made_at", "id"], unique=False)
        batch_op.create_index("ix_reports_group_posted_at", ["group", "posted_at"], unique=False)
        batch_op.create_index("ix_reports_group_stage", ["group", "stage", "approved_at"], unique=False)

    op.create_table(
        "returns",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("trust", sa.String(length=16), nullable=False),
        sa.Column("draft", Json(), nullable=False),
        sa.Column("sent", Json(), nullable=False),
        sa.Column("submission", sa.Integer(), nullable=False),
        sa.Column("submitted_at", Utc(), nullable=True),
        sa.Column("submitted_by", sa.String(length=64), nullable=False),
        sa.Column("submitted_name", sa.Text(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("correction_reason", sa.Text(), nullable=False),
        sa.Column("assurance", sa.String(length=24), nullable=False),
        sa.Column("assurance_reason", sa.Text(), nullable=False),
        sa.Column("reviewed_by", sa.Text(), nullable=False),
        sa.Column("reviewed_at", Utc(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "id", name=op.f("pk_returns")),
    )
    with op.batch_alter_table("returns", schema=None) as batch_op:
        batch_op.create_index("ix_returns_group_period", ["group", "period", "trust"], unique=False)
        batch_op.create_index("ix_returns_group_submitted_at", ["group", "submitted_at"], unique=False)
        batch_op.create_index("ix_returns_group_trust", ["group", "trust", "period"], unique=False)

    op.create_table(
        "risks",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("trust", sa.String(length=16), nullable=False),
        sa.Column("likelihood", sa.Integer(), nullable=False),
        sa.Column("consequence", sa.Integer(), nullable=False),
        sa.Column("initial", Json(), nullable=False),
        sa.Column("target", Json(), nullable=False),
        sa.Column("theme", sa.String(length=48), nullable=False),
        sa.Column("category", sa.String(length=24), nullable=False),
        sa.Column("appetite", sa.String(length=24), nullable=False),
        sa.Column("controls", Json(), nullable=False),
        sa.Column("gaps", Json(), nullable=False),
        sa.Column("assurance", Json(), nullable=False),
        sa.Column("strength", sa.String(length=12), nullable=False),
        sa.Column("response", sa.String(length=12), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("owner_name", sa.Text(), nullable=False),
        sa.Column("held_at", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("acceptance", Json(), nullable=False),
        sa.Column("reviews", Json(), nullable=False),
        sa.Column("next_review", sa.Date(), nullable=True),
        sa.Column("elsewhere", Json(), nullable=False),
        sa.Column("escalation", sa.String(length=32), nullable=False),
        sa.Column("board", Json(), nullable=False),
        sa.Column("merged_into", sa.String(length=32), nullable=False),
        sa.Column("merged", Json(), nullable=False),
        sa.Column("created_at", Utc(), nullable=True),
        sa.Column("moved_at", Utc(), nullable=True),
        sa.Column("closed_at", Utc(), nullable=True),
        sa.Column("closed_reason", sa.Text(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "id", name=op.f("pk_risks")),
    )
    with op.batch_alter_table("risks", schema=None) as batch_op:
        batch_op.create_index("ix_risks_group_closed", ["group", "closed_at"], unique=False)
        batch_op.create_index("ix_risks_group_moved", ["group", "moved_at"], unique=False)
        batch_op.create_index("ix_risks_group_owner", ["group", "owner", "status"], unique=False)
        batch_op.create_index("ix_risks_group_review", ["group", "next_review"], unique=False)
        batch_op.create_index("ix_risks_group_score", ["group", "status", "score", "id"], unique=False)
        batch_op.create_index("ix_risks_group_trust", ["group", "trust", "status", "score"], unique=False)

    op.create_table(
        "rounds",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=7), nullable=False),
        sa.Column("opens", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("freeze", sa.Date(), nullable=False),
        sa.Column("meeting", sa.Date(), nullable=False),
        sa.Column("trusts", Json(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("opened_at", Utc(), nullable=True),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("closed_at", Utc(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "id", name=op.f("pk_rounds")),
    )
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.create_index("ix_rounds_group_status", ["group", "status", "id"], unique=False)

    op.create_table(
        "signals",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("trust", sa.String(length=16), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("level", sa.String(length=24), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("logged_on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("learning", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_name", sa.Text(), nullable=False),
        sa.Column("closed_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "id", name=op.f("pk_signals")),
    )
    with op.batch_alter_table("signals", schema=None) as batch_op:
        batch_op.create_index("ix_signals_group_received", ["group", "received_on"], unique=False)
        batch_op.create_index("ix_signals_group_status", ["group", "status", "due"], unique=False)
        batch_op.create_index("ix_signals_group_trust", ["group", "trust", "status"], unique=False)

    op.create_table(
        "snoozes",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("trust", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "id", name=op.f("pk_snoozes")),
    )
    with op.batch_alter_table("snoozes", schema=None) as batch_op:
        batch_op.create_index("ix_snoozes_group_until", ["group", "until"], unique=False)

    op.create_table(
        "theme_notes",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("themes", Json(), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("trust", sa.String(length=16), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("physical", sa.String(length=12), nullable=False),
        sa.Column("psychological", sa.String(length=12), nullable=False),
        sa.Column("grade", sa.String(length=1), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("about", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("withdrawn", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group", "id", name=op.f("pk_theme_notes")),
    )
    with op.batch_alter_table("theme_notes", schema=None) as batch_op:
        batch_op.create_index("ix_theme_notes_group_month", ["group", "month", "id"], unique=False)

    op.create_table(
        "versions",
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=128), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("actor", sa.String(length=128), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("group", "subject", "version", name=op.f("pk_versions")),
    )
    with op.batch_alter_table("versions", schema=None) as batch_op:
        batch_op.create_index("ix_versions_at", ["group", "at"], unique=False)


def downgrade() -> None:  # noqa: PLR0915 as long as the change is
    with op.batch_alter_table("versions", schema=None) as batch_op:
        batch_op.drop_index("ix_versions_at")

    op.drop_table("versions")
    with op.batch_alter_table("theme_notes", schema=None) as batch_op:
        batch_op.drop_index("ix_theme_notes_group_month")

    op.drop_table("theme_notes")
    with op.batch_alter_table("snoozes", schema=None) as batch_op:
        batch_op.drop_index("ix_snoozes_group_until")

    op.drop_table("snoozes")
    with op.batch_alter_table("signals", schema=None) as batch_op:
        batch_op.drop_index("ix_signals_group_trust")
        batch_op.drop_index("ix_signals_group_status")
        batch_op.drop_index("ix_signals_group_received")

    op.drop_table("signals")
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.drop_index("ix_rounds_group_status")

    op.drop_table("rounds")
    with op.batch_alter_table("risks", schema=None) as batch_op:
        batch_op.drop_index("ix_risks_group_trust")
        batch_op.drop_index("ix_risks_group_score")
        batch_op.drop_index("ix_risks_group_review")
        batch_op.drop_index("ix_risks_group_owner")
        batch_op.drop_index("ix_risks_group_moved")
        batch_op.drop_index("ix_risks_group_closed")

    op.drop_table("risks")
    with op.batch_alter_table("returns", schema=None) as batch_op:
        batch_op.drop_index("ix_returns_group_trust")
        batch_op.drop_index("ix_returns_group_submitted_at")
        batch_op.drop_index("ix_returns_group_period")

    op.drop_table("returns")
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.drop_index("ix_reports_group_stage")
        batch_op.drop_index("ix_reports_group_posted_at")
        batch_op.drop_index("ix_reports_group_made_at")

    op.drop_table("reports")
    with op.batch_alter_table("rebases", schema=None) as batch_op:
        batch_op.drop_index("ix_rebases_group_measure")

    op.drop_table("rebases")
    op.drop_table("published_tables")
    with op.batch_alter_table("policies", schema=None) as batch_op:
        batch_op.drop_index("ix_policies_group_status")
        batch_op.drop_index("ix_policies_group_effective")
        batch_op.drop_index("ix_policies_group_answer")

    op.drop_table("policies")
    op.drop_table("planned")
    with op.batch_alter_table("packs", schema=None) as batch_op:
        batch_op.drop_index("ix_packs_group_period")

    op.drop_table("packs")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_subject")
        batch_op.drop_index("ix_outbox_sent")
        batch_op.drop_index("ix_outbox_person")
        batch_op.drop_index("ix_outbox_lease")
        batch_op.drop_index("ix_outbox_group_state")
        batch_op.drop_index("ix_outbox_edits")
        batch_op.drop_index("ix_outbox_due")

    op.drop_table("outbox")
    with op.batch_alter_table("occurrences", schema=None) as batch_op:
        batch_op.drop_index("ix_occurrences_subject")
        batch_op.drop_index("ix_occurrences_state")
        batch_op.drop_index("ix_occurrences_rung")
        batch_op.drop_index("ix_occurrences_person")
        batch_op.drop_index("ix_occurrences_message")
        batch_op.drop_index("ix_occurrences_day")

    op.drop_table("occurrences")
    with op.batch_alter_table("observations", schema=None) as batch_op:
        batch_op.drop_index("ix_observations_group_trust")
        batch_op.drop_index("ix_observations_group_measure")

    op.drop_table("observations")
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.drop_index("ix_members_object_id")

    op.drop_table("members")
    op.drop_table("marks")
    with op.batch_alter_table("links", schema=None) as batch_op:
        batch_op.drop_index("ix_links_source")

    op.drop_table("links")
    with op.batch_alter_table("learning_events", schema=None) as batch_op:
        batch_op.drop_index("ix_learning_events_group_on")
        batch_op.drop_index("ix_learning_events_follow_up")

    op.drop_table("learning_events")
    with op.batch_alter_table("learning", schema=None) as batch_op:
        batch_op.drop_index("ix_learning_group_stage")
        batch_op.drop_index("ix_learning_group_by")

    op.drop_table("learning")
    with op.batch_alter_table("judgements", schema=None) as batch_op:
        batch_op.drop_index("ix_judgements_group_edition")

    op.drop_table("judgements")
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.drop_index("ix_journal_subject")
        batch_op.drop_index("ix_journal_at")
        batch_op.drop_index("ix_journal_actor")

    op.drop_table("journal")
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.drop_index("ix_jobs_group_state")
        batch_op.drop_index("ix_jobs_group_by")

    op.drop_table("jobs")
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_index("ix_inbox_at")

    op.drop_table("inbox")
    op.drop_table("imported")
    with op.batch_alter_table("ideas", schema=None) as batch_op:
        batch_op.drop_index("ix_ideas_group_made")

    op.drop_table("ideas")
    with op.batch_alter_table("handovers", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_handovers_waiting", sqlite_where=sa.text("done_at IS NULL"), postgresql_where=sa.text("done_at IS NULL")
        )

    op.drop_table("handovers")
    op.drop_table("groups")
    with op.batch_alter_table("files", schema=None) as batch_op:
        batch_op.drop_index("ix_files_until")

    op.drop_table("files")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index("ix_evidence_group_review")
        batch_op.drop_index("ix_evidence_group_document")
        batch_op.drop_index("ix_evidence_group_added")

    op.drop_table("evidence")
    with op.batch_alter_table("escalations", schema=None) as batch_op:
        batch_op.drop_index("ix_escalations_group_stage")
        batch_op.drop_index("ix_escalations_group_risk")

    op.drop_table("escalations")
    with op.batch_alter_table("deep_dives", schema=None) as batch_op:
        batch_op.drop_index("ix_deep_dives_group_month")

    op.drop_table("deep_dives")
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.drop_index("ix_decisions_group_look")
        batch_op.drop_index("ix_decisions_group_day")

    op.drop_table("decisions")
    with op.batch_alter_table("cuts", schema=None) as batch_op:
        batch_op.drop_index("ix_cuts_group_last")

    op.drop_table("cuts")
    op.drop_table("counters")
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.drop_index("ix_conversations_conversation_id")

    op.drop_table("conversations")
    with op.batch_alter_table("concerns", schema=None) as batch_op:
        batch_op.drop_index("ix_concerns_group_trust")
        batch_op.drop_index("ix_concerns_group_status")
        batch_op.drop_index("ix_concerns_group_raised")

    op.drop_table("concerns")
    with op.batch_alter_table("bulletins", schema=None) as batch_op:
        batch_op.drop_index("ix_bulletins_group_stage")
        batch_op.drop_index("ix_bulletins_group_occasion")

    op.drop_table("bulletins")
    with op.batch_alter_table("attendances", schema=None) as batch_op:
        batch_op.drop_index("ix_attendances_group_day")

    op.drop_table("attendances")
    with op.batch_alter_table("actions", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_actions_trust", sqlite_where=sa.text("closed_at IS NULL"), postgresql_where=sa.text("closed_at IS NULL")
        )
        batch_op.drop_index(
            "ix_actions_third",
            sqlite_where=sa.text("slips >= 3 AND closed_at IS NULL"),
            postgresql_where=sa.text("slips >= 3 AND closed_at IS NULL"),
        )
        batch_op.drop_index("ix_actions_status")
        batch_op.drop_index(
            "ix_actions_owner", sqlite_where=sa.text("closed_at IS NULL"), postgresql_where=sa.text("closed_at IS NULL")
        )
        batch_op.drop_index("ix_actions_original")
        batch_op.drop_index(
            "ix_actions_moved",
            sqlite_where=sa.text("slips >= 1 AND closed_at IS NULL"),
            postgresql_where=sa.text("slips >= 1 AND closed_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_actions_due", sqlite_where=sa.text("closed_at IS NULL"), postgresql_where=sa.text("closed_at IS NULL")
        )
        batch_op.drop_index(
            "ix_actions_deputy",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_actions_closed",
            sqlite_where=sa.text("closed_at IS NOT NULL"),
            postgresql_where=sa.text("closed_at IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_actions_asked",
            sqlite_where=sa.text("request <> 'null' AND closed_at IS NULL"),
            postgresql_where=sa.text("request <> 'null' AND closed_at IS NULL"),
        )

    op.drop_table("actions")
    with op.batch_alter_table("action_links", schema=None) as batch_op:
        batch_op.drop_index("ix_action_links_action")

    op.drop_table("action_links")
    with op.batch_alter_table("acknowledgements", schema=None) as batch_op:
        batch_op.drop_index("ix_acknowledgements_group_subject")

    op.drop_table("acknowledgements")
    with op.batch_alter_table("absences", schema=None) as batch_op:
        batch_op.drop_index("ix_absences_group_until")
        batch_op.drop_index("ix_absences_group_person")

    op.drop_table("absences")
