import httpx
from fastapi import APIRouter

from fleet.settings import settings
from fleet.tasks import optimise

router = APIRouter()


@router.post("/plan")
async def plan(stops: list[str]):
    async with httpx.AsyncClient(timeout=90) as client:
        answer = await client.post(f"{settings.routing_url}/plan", json={"stops": stops})
        answer.raise_for_status()
        return answer.json()


@router.get("/eta")
async def eta(trip: str):
    async with httpx.AsyncClient(timeout=5) as client:
        answer = await client.get(f"{settings.routing_url}/eta/{trip}")
        return answer.json()


@router.post("/optimise")
async def start(depot: str):
    job = optimise.delay(depot)
    return {"id": job.id}
