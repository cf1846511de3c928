from fastapi import APIRouter, Depends
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from fleet.db import session

router = APIRouter()


@router.get("/livez")
async def livez():
    return {"ok": True}


@router.get("/readyz")
async def readyz(db: AsyncSession = Depends(session)):
    await db.execute(text("SELECT 1"))
    return {"ok": True}
