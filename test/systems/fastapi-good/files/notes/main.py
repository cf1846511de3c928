from fastapi import Depends, FastAPI, Response
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from .cache import remembered
from .db import engine, session
from .models import Note
from .search import find

app = FastAPI()


@app.on_event("shutdown")
async def shutdown():
    await engine.dispose()


@app.get("/livez")
async def livez():
    return {"ok": True}


@app.get("/readyz")
async def readyz(response: Response, db: AsyncSession = Depends(session)):
    await db.execute(text("SELECT 1"))
    return {"ok": True}


@app.get("/accounts/{account}/notes")
async def notes(account: int, db: AsyncSession = Depends(session)):
    async def load():
        rows = await db.scalars(
            select(Note).where(Note.account_id == account).order_by(Note.created_at.desc()).limit(50)
        )
        return [{"id": row.id, "body": row.body} for row in rows]

    return await remembered(f"notes:{account}", load)


@app.get("/accounts/{account}/search")
async def search(account: int, q: str):
    return await find(account, q)
