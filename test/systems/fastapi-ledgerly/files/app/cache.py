import json

from redis.asyncio import Redis

from .settings import get_settings

client = Redis.from_url(get_settings().redis_url, socket_timeout=1, socket_connect_timeout=1)


async def remember(key: str, seconds: int, load):
    hit = await client.get(key)
    if hit is not None:
        return json.loads(hit)
    value = await load()
    await client.set(key, json.dumps(value), ex=seconds)
    return value
