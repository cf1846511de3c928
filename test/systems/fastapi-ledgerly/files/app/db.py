from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

from .settings import get_settings

settings = get_settings()

engine = create_async_engine(
    settings.async_dsn,
    pool_size=settings.db_pool_size,
    max_overflow=settings.db_max_overflow,
    pool_timeout=10,
    pool_recycle=1800,
    connect_args={"server_settings": {"statement_timeout": "90000", "application_name": "ledgerly-api"}},
)
Session = async_sessionmaker(engine, expire_on_commit=False)


async def get_session():
    async with Session() as session:
        yield session
