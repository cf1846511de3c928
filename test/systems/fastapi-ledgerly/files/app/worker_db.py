from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

from .settings import get_settings

engine = create_engine(get_settings().sync_dsn, pool_size=2, max_overflow=3, pool_recycle=1800)
Session = sessionmaker(engine)
