import json

from fastapi import APIRouter, Depends, HTTPException
from redis.asyncio import Redis
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fleet.db import session
from fleet.models import Vehicle
from fleet.settings import settings

router = APIRouter()
cache = Redis.from_url(settings.redis_url)


@router.get("/")
async def listing(depot: str, db: AsyncSession = Depends(session)):
    rows = await db.scalars(select(Vehicle).where(Vehicle.depot == depot).limit(100))
    return [{"id": v.id, "plate": v.plate} for v in rows]


@router.get("/{vehicle_id}")
async def one(vehicle_id: int, db: AsyncSession = Depends(session)):
    hit = await cache.get(f"vehicle:{vehicle_id}")
    if hit:
        return json.loads(hit)
    vehicle = await db.get(Vehicle, vehicle_id)
    if vehicle is None:
        raise HTTPException(404)
    body = {"id": vehicle.id, "plate": vehicle.plate}
    await cache.set(f"vehicle:{vehicle_id}", json.dumps(body), ex=120)
    return body
