from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    database_url: str
    database_direct_url: str
    db_pool_size: int = 5
    db_max_overflow: int = 5
    redis_url: str = "redis://redis:6379/0"
    routing_url: str = "https://routing.example.org"


settings = Settings()
