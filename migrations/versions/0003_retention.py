"""Retention: emptied enquiries, counts of deleted turns, work that is due once a day."""
import sqlalchemy as sa
from alembic import op

revision = "0003_retention"
down_revision = "0002_articles"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("enquiries", sa.Column("emptied_at", TIME))
    op.create_index("ix_conversations_last_turn_at", "conversations", ["last_turn_at"])
    op.create_table(
        "daily_counts",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("audience", sa.String(20), nullable=False),
        sa.Column("outcome", sa.String(30), nullable=False),
        sa.Column("topic", sa.String(40), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("conversations", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "audience", "outcome", "topic", name=op.f("pk_daily_counts")))
    op.create_table(
        "scheduled_work",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("done_at", TIME),
        sa.Column("leased_by", sa.String(80)),
        sa.Column("leased_until", TIME),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_scheduled_work")))


def downgrade() -> None:
    op.drop_table("scheduled_work")
    op.drop_table("daily_counts")
    op.drop_index("ix_conversations_last_turn_at", "conversations")
    op.drop_column("enquiries", "emptied_at")
