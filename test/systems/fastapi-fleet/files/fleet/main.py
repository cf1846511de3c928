from fastapi import FastAPI
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address

from fleet.routes import health, trips, vehicles

limiter = Limiter(key_func=get_remote_address, default_limits=["300/minute"])

app = FastAPI(title="fleet")
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)
app.include_router(health.router)
app.include_router(vehicles.router, prefix="/vehicles")
app.include_router(trips.router, prefix="/trips")
