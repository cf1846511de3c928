from fastapi import FastAPI
from slowapi import _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded

from .limiter import limiter
from .routers import accounts, health, reports

app = FastAPI(title="Ledgerly")
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)
app.include_router(health.router)
app.include_router(accounts.router, prefix="/v1/accounts")
app.include_router(reports.router, prefix="/v1/reports")
