from django.urls import path

from lots import views

urlpatterns = [
    path("healthz", views.healthz),
    path("lots/", views.lots),
    path("lots/<int:lot_id>/export", views.export),
    path("lots/<int:lot_id>/valuation", views.valuation),
]
