"""The wording of the urgent help: proposals, decisions and with them every version."""
import sqlalchemy as sa
from alembic import op

revision = "0004_urgent_help_wording"
down_revision = "0003_retention"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
TABLE = "urgent_help_proposals"
CHECKS = {
    "status": "status IN ('proposed', 'approved', 'rejected', 'withdrawn')",
    "entry_type": "entry_type IN ('kind', 'contact')",
    "decided": "(status = 'proposed') = (decided_by IS NULL)",
    "numbered": "(status = 'approved') = (number IS NOT NULL)",
    "two_people": "status NOT IN ('approved', 'rejected') OR decided_by <> proposed_by",
    "own_withdrawal": "status <> 'withdrawn' OR decided_by = proposed_by",
}


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_type", sa.String(10), nullable=False),
        sa.Column("entry_key", sa.String(40), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("proposed_at", TIME, nullable=False),
        sa.Column("decided_by", sa.Integer()),
        sa.Column("decided_at", TIME),
        sa.Column("decision_reason", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer()),
        sa.Column("version", sa.Integer(), nullable=False),
        *[sa.CheckConstraint(rule, name=op.f(f"ck_{TABLE}_{name}")) for name, rule in CHECKS.items()],
        *[sa.ForeignKeyConstraint([column], ["officers.id"], name=op.f(f"fk_{TABLE}_{column}_officers")) for column in ("proposed_by", "decided_by")],
        sa.UniqueConstraint("number", name=op.f(f"uq_{TABLE}_number")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")))
    op.create_index(f"ix_{TABLE}_entry", TABLE, ["entry_type", "entry_key", "number"])
    for column in ("proposed_by", "decided_by"):
        op.create_index(op.f(f"ix_{TABLE}_{column}"), TABLE, [column])


def downgrade() -> None:
    op.drop_table(TABLE)
