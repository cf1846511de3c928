from django.db import models


class Clinic(models.Model):
    name = models.CharField(max_length=200)
    slug = models.SlugField(unique=True)


class Slot(models.Model):
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField(db_index=True)
    taken = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["clinic", "starts_at"])]


class Booking(models.Model):
    slot = models.OneToOneField(Slot, on_delete=models.PROTECT)
    email = models.EmailField()
    reminded_at = models.DateTimeField(null=True, db_index=True)
