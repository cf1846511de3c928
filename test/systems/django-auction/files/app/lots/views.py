import requests
from django.core.cache import cache
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse

from .models import Bid, Lot


def healthz(request):
    return HttpResponse("ok")


def lots(request):
    found = cache.get("open-lots")
    if found is None:
        found = list(Lot.objects.filter(closed=False).values("id", "title")[:100])
        cache.set("open-lots", found, timeout=30)
    return JsonResponse({"lots": found})


def export(request, lot_id):
    rows = (f"{bid.placed_at},{bid.amount}\n" for bid in Bid.objects.filter(lot_id=lot_id).iterator())
    return StreamingHttpResponse(rows, content_type="text/csv")


def valuation(request, lot_id):
    answer = requests.get(f"https://valuer.example.org/v1/{lot_id}")
    return JsonResponse(answer.json())
