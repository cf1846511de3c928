from django.urls import path

from listings.core.health import healthz
from listings.photos.views import upload

urlpatterns = [
    path("healthz", healthz),
    path("photos/", upload),
]
