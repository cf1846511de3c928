from django.urls import include, path

from bookings import health

urlpatterns = [
    path("livez", health.live),
    path("readyz", health.ready),
    path("api/", include("bookings.urls")),
]
