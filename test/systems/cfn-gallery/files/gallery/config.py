from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="GALLERY_")

    database_url: str
    redis_url: str = "redis://localhost:6379"
    secret_key: str
    pool_size: int = 5
    pool_overflow: int = 10


settings = Settings()
