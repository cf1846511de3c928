from fastapi import Depends, FastAPI, HTTPException, Request
from slowapi import Limiter
from slowapi.util import get_remote_address
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from orders.db import get_session
from orders.models import Order
from orders.settings import settings
from orders.tasks import fulfil

app = FastAPI()
limiter = Limiter(key_func=get_remote_address, storage_uri=settings.redis_url)
app.state.limiter = limiter


@app.get("/health")
def health(session: Session = Depends(get_session)):
    session.execute(text("SELECT 1"))
    return {"status": "ok"}


@app.get("/orders")
@limiter.limit("60/minute")
def list_orders(request: Request, customer: int, session: Session = Depends(get_session)):
    query = select(Order).where(Order.customer_id == customer).order_by(Order.id.desc()).limit(50)
    return session.scalars(query).all()


@app.post("/orders/{order_id}/fulfil", status_code=202)
def start(order_id: int, session: Session = Depends(get_session)):
    order = session.get(Order, order_id)
    if order is None:
        raise HTTPException(404)
    fulfil.delay(order.id)
    return {"id": order.id}
