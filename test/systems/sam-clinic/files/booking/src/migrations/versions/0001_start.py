import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade():
    op.create_table(
        "appointments",
        sa.Column("id", sa.BigInteger, primary_key=True),
        sa.Column("patient", sa.Text, nullable=False),
        sa.Column("phone", sa.Text),
        sa.Column("clinic", sa.Text),
        sa.Column("starts", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded", sa.DateTime(timezone=True)),
    )


def downgrade():
    op.drop_table("appointments")
