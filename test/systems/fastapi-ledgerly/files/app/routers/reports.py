from fastapi import APIRouter, Depends
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from ..db import get_session

router = APIRouter()


@router.get("/monthly")
async def monthly(year: int, session: AsyncSession = Depends(get_session)):
    rows = await session.execute(
        text("SELECT date_trunc('month', booked_at) AS month, sum(cents) AS cents FROM entries WHERE booked_at >= make_date(:y, 1, 1) GROUP BY 1 ORDER BY 1"),
        {"y": year},
    )
    return [dict(row) for row in rows.mappings()]
