from fastapi import APIRouter, Depends, HTTPException, Request
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from ..cache import remember
from ..celery_app import celery
from ..db import get_session
from ..limiter import limiter

router = APIRouter()


@router.get("/{account_id}")
async def show(account_id: int, session: AsyncSession = Depends(get_session)):
    async def load():
        row = (await session.execute(text("SELECT id, name, balance_cents FROM accounts WHERE id = :id"), {"id": account_id})).mappings().first()
        return dict(row) if row else None

    account = await remember(f"account:{account_id}", 60, load)
    if account is None:
        raise HTTPException(404)
    return account


@router.post("/{account_id}/entries", status_code=202)
@limiter.limit("60/minute")
async def add(request: Request, account_id: int, cents: int, session: AsyncSession = Depends(get_session)):
    await session.execute(text("INSERT INTO entries (account_id, cents) VALUES (:a, :c)"), {"a": account_id, "c": cents})
    await session.commit()
    celery.send_task("ledger.settle", args=[account_id])
    return {"accepted": True}
