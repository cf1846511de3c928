import json

from django.core.cache import cache
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from .models import Booking, Slot
from .tasks import confirm


@require_GET
def slots(request, slug):
    key = f"slots:{slug}"
    found = cache.get(key)
    if found is None:
        rows = Slot.objects.filter(clinic__slug=slug, taken=False).order_by("starts_at")[:200]
        found = [{"id": row.id, "at": row.starts_at.isoformat()} for row in rows]
        cache.set(key, found, timeout=30)
    return JsonResponse({"slots": found})


@require_POST
def book(request, pk):
    body = json.loads(request.body)
    with transaction.atomic():
        slot = get_object_or_404(Slot.objects.select_for_update(), pk=pk, taken=False)
        slot.taken = True
        slot.save(update_fields=["taken"])
        booking = Booking.objects.create(slot=slot, email=body["email"])
    confirm.delay(booking.id)
    return JsonResponse({"id": booking.id}, status=201)
