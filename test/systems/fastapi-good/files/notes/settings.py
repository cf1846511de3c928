from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    database_url: str
    cache_url: str = "redis://localhost:6379/0"
    db_pool_size: int = 5
    db_max_overflow: int = 0
    search_url: str = "http://localhost:7700"


settings = Settings()
