"""Conversations, enquiries, contact details, officers, outbox, audit trail, wrong PINs.

Revision 0001_enquiries, the first.
"""
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001_enquiries"
down_revision = None
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)

TABLES = (
    "officers", "officer_invitations", "conversations", "enquiries", "contact_details",
    "replies", "turns", "outbox_messages", "audit_events", "failed_lookups",
)  # in the order in which they are made


def upgrade() -> None:
    _create_officers()
    _create_conversations()
    _create_enquiries()
    _create_turns()
    _create_outbox()
    _create_audit()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_officers() -> None:
    """Who signs in, and how they were invited."""
    op.create_table(
        "officers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("password_hash", sa.String(255), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("deactivated_at", TIME),
        sa.Column("last_signed_in_at", TIME),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officers")),
        sa.UniqueConstraint("email", name=op.f("uq_officers_email"))
    )
    op.create_table(
        "officer_invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("invited_by", sa.Integer()),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("used_at", TIME),
        sa.Column("officer_id", sa.Integer()),
        sa.ForeignKeyConstraint(["invited_by"], ["officers.id"], name=op.f("fk_officer_invitations_invited_by_officers")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_officer_invitations_officer_id_officers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officer_invitations")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_officer_invitations_token_hash"))
    )


def _create_conversations() -> None:
    """Conversations (their turns come after the enquiries that they point to)."""
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("audience", sa.String(20), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("last_turn_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations"))
    )


def _create_enquiries() -> None:
    """Enquiries, their contact details and replies."""
    op.create_table(
        "enquiries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(16), nullable=False),
        sa.Column("submission_id", sa.String(64)),
        sa.Column("origin", sa.String(20), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.Column("audience", sa.String(20), nullable=False),
        sa.Column("conversation_id", sa.String(64)),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("claimed_by", sa.Integer()),
        sa.Column("close_reason_code", sa.String(40)),
        sa.Column("close_text", sa.Text()),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("asked_at", TIME),
        sa.Column("claimed_at", TIME),
        sa.Column("replied_at", TIME),
        sa.Column("closed_at", TIME),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(status = 'claimed') = (claimed_by IS NOT NULL)", name=op.f("ck_enquiries_claimed_by")),
        sa.CheckConstraint("origin IN ('unanswered', 'asked')", name=op.f("ck_enquiries_origin")),
        sa.CheckConstraint("status IN ('open', 'claimed', 'replied', 'closed')", name=op.f("ck_enquiries_status")),
        sa.ForeignKeyConstraint(["claimed_by"], ["officers.id"], name=op.f("fk_enquiries_claimed_by_officers")),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_enquiries_conversation_id_conversations"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiries")),
        sa.UniqueConstraint("reference", name=op.f("uq_enquiries_reference")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_enquiries_submission_id"))
    )
    op.create_index("ix_enquiries_claimed_by", "enquiries", ["claimed_by"])
    op.create_index("ix_enquiries_conversation_id", "enquiries", ["conversation_id"])
    op.create_index("ix_enquiries_queue", "enquiries", ["status", "due_on"])
    op.create_table(
        "contact_details",
        sa.Column("enquiry_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=False),
        sa.Column("can_email", sa.Boolean(), nullable=False),
        sa.Column("consented_at", TIME, nullable=False),
        sa.Column("consent_version", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(["enquiry_id"], ["enquiries.id"], name=op.f("fk_contact_details_enquiry_id_enquiries"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("enquiry_id", name=op.f("pk_contact_details"))
    )
    op.create_table(
        "replies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enquiry_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["enquiry_id"], ["enquiries.id"], name=op.f("fk_replies_enquiry_id_enquiries"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_replies_officer_id_officers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replies"))
    )
    op.create_index("ix_replies_enquiry_id", "replies", ["enquiry_id"])
    op.create_index("ix_replies_officer_id", "replies", ["officer_id"])


def _create_turns() -> None:
    """Turns with their receipts."""
    op.create_table(
        "turns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("enquiry_id", sa.Integer()),
        sa.Column("audience", sa.String(20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("masked", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.String(30), nullable=False),
        sa.Column("replies", sa.JSON(), nullable=False),
        sa.Column("trace", sa.JSON(), nullable=False),
        sa.Column("answered_by", sa.String(20), nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_turns_conversation_id_conversations"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["enquiry_id"], ["enquiries.id"], name=op.f("fk_turns_enquiry_id_enquiries"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turns")),
        sa.UniqueConstraint("receipt", name=op.f("uq_turns_receipt"))
    )
    op.create_index("ix_turns_conversation_id", "turns", ["conversation_id"])
    op.create_index("ix_turns_created_at", "turns", ["created_at"])
    op.create_index("ix_turns_enquiry_id", "turns", ["enquiry_id"])


def _create_outbox() -> None:
    """Mail that is owed."""
    op.create_table(
        "outbox_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("enquiry_id", sa.Integer(), nullable=False),
        sa.Column("reply_id", sa.Integer()),
        sa.Column("message_token", sa.String(64), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", TIME, nullable=False),
        sa.Column("leased_by", sa.String(80)),
        sa.Column("leased_until", TIME),
        sa.Column("last_error", sa.String(80)),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("sent_at", TIME),
        sa.CheckConstraint("status IN ('waiting', 'sent', 'failed', 'not_needed')", name=op.f("ck_outbox_messages_status")),
        sa.ForeignKeyConstraint(["enquiry_id"], ["enquiries.id"], name=op.f("fk_outbox_messages_enquiry_id_enquiries"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["reply_id"], ["replies.id"], name=op.f("fk_outbox_messages_reply_id_replies"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_messages")),
        sa.UniqueConstraint("message_token", name=op.f("uq_outbox_messages_message_token"))
    )
    op.create_index("ix_outbox_messages_due", "outbox_messages", ["status", "next_attempt_at"])
    op.create_index("ix_outbox_messages_enquiry_id", "outbox_messages", ["enquiry_id"])


def _create_audit() -> None:
    """The audit trail and the count of wrong PINs."""
    op.create_table(
        "audit_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("actor", sa.String(20), nullable=False),
        sa.Column("officer_id", sa.Integer()),
        sa.Column("enquiry_id", sa.Integer()),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["enquiry_id"], ["enquiries.id"], name=op.f("fk_audit_events_enquiry_id_enquiries")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_audit_events_officer_id_officers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_events"))
    )
    op.create_index("ix_audit_events_enquiry_id", "audit_events", ["enquiry_id"])
    op.create_index("ix_audit_events_officer_id", "audit_events", ["officer_id"])
    op.create_table(
        "failed_lookups",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("wrong_pins", sa.Integer(), nullable=False),
        sa.Column("last_wrong_at", TIME, nullable=False),
        sa.Column("locked_until", TIME),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_failed_lookups"))
    )
    op.create_index("ix_failed_lookups_last_wrong_at", "failed_lookups", ["last_wrong_at"])
