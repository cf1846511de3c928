from celery import shared_task
from PIL import Image

from listings.photos.models import Photo


@shared_task
def thumbnail(photo_id):
    photo = Photo.objects.get(pk=photo_id)
    with Image.open(photo.image.path) as image:
        image.thumbnail((320, 320))
        image.save(photo.image.path + ".thumb.jpg")
