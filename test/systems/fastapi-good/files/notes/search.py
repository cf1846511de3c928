import httpx

from .settings import settings

client = httpx.AsyncClient(base_url=settings.search_url, timeout=2.0)


async def find(account: int, words: str):
    response = await client.get("/indexes/notes/search", params={"q": words, "filter": f"account={account}"})
    response.raise_for_status()
    return response.json()["hits"]
