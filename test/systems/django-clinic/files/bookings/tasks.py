from celery import shared_task
from django.core.mail import send_mail
from django.utils import timezone

from .models import Booking


@shared_task
def confirm(booking_id):
    booking = Booking.objects.select_related("slot").get(pk=booking_id)
    send_mail("Your appointment", str(booking.slot.starts_at), None, [booking.email])


@shared_task
def send_reminders():
    due = Booking.objects.filter(reminded_at__isnull=True).select_related("slot")[:500]
    for booking in due:
        send_mail("Reminder", str(booking.slot.starts_at), None, [booking.email])
    Booking.objects.filter(pk__in=[each.pk for each in due]).update(reminded_at=timezone.now())
