import json

from redis.asyncio import Redis

from .settings import settings

cache = Redis.from_url(settings.cache_url, socket_timeout=0.5, socket_connect_timeout=0.5)


async def remembered(key, load, seconds=60):
    hit = await cache.get(key)
    if hit is not None:
        return json.loads(hit)
    value = await load()
    await cache.set(key, json.dumps(value), ex=seconds)
    return value
