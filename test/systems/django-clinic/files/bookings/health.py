from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse


def live(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok")


def ready(request):
    cache.get("ready")
    return HttpResponse("ok")
