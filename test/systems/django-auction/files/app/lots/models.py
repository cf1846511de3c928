from django.db import models


class Lot(models.Model):
    title = models.CharField(max_length=200)
    closes_at = models.DateTimeField(db_index=True)
    closed = models.BooleanField(default=False)


class Bid(models.Model):
    lot = models.ForeignKey(Lot, on_delete=models.CASCADE, related_name="bids")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    placed_at = models.DateTimeField(auto_now_add=True)
