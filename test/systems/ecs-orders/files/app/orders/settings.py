from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    db_host: str = "localhost"
    db_name: str = "orders"
    db_user: str = "orders"
    db_password: str = "orders"
    db_pool_size: int = 20
    db_max_overflow: int = 20
    redis_url: str = "redis://localhost:6379/0"
    queue_url: str = ""


settings = Settings()
