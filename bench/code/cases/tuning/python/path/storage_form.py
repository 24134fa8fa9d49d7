from django.contrib.auth.decorators import login_required
from django.core.files.storage import FileSystemStorage
from django.http import JsonResponse

storage = FileSystemStorage(location="/srv/uploads")


@login_required
def receive(request):
    upload = request.FILES["file"]
    name = storage.save(upload.name, upload)
    return JsonResponse({"size": storage.size(name)})
