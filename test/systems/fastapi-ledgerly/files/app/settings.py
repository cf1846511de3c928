from functools import lru_cache

from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    db_host: str = "localhost"
    db_port: int = 5432
    db_name: str = "ledgerly"
    db_user: str = "ledgerly"
    db_password: str = ""
    db_pool_size: int = 5
    db_max_overflow: int = 2
    redis_url: str = "redis://localhost:6379/0"
    rabbitmq_host: str = "localhost"
    rabbitmq_password: str = "guest"

    @property
    def async_dsn(self) -> str:
        return f"postgresql+asyncpg://{self.db_user}:{self.db_password}@{self.db_host}:{self.db_port}/{self.db_name}"

    @property
    def sync_dsn(self) -> str:
        return f"postgresql+psycopg://{self.db_user}:{self.db_password}@{self.db_host}:{self.db_port}/{self.db_name}"

    @property
    def broker(self) -> str:
        return f"amqp://ledgerly:{self.rabbitmq_password}@{self.rabbitmq_host}:5672//"


@lru_cache
def get_settings() -> Settings:
    return Settings()
