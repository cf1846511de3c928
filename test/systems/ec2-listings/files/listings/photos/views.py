from django.http import JsonResponse
from django.views.decorators.http import require_POST

from listings.photos.models import Photo
from listings.photos.tasks import thumbnail


@require_POST
def upload(request):
    photo = Photo.objects.create(listing_id=request.POST["listing"], image=request.FILES["image"])
    thumbnail.delay(photo.id)
    return JsonResponse({"id": photo.id})
