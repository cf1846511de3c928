from django.db import models


class Photo(models.Model):
    listing_id = models.IntegerField(db_index=True)
    image = models.ImageField(upload_to="photos/")
    created_at = models.DateTimeField(auto_now_add=True)
