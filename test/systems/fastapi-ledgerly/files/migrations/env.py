from alembic import context
from sqlalchemy import create_engine, pool

from app.settings import get_settings

connectable = create_engine(get_settings().sync_dsn, poolclass=pool.NullPool)
with connectable.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
