from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_POST


@login_required
@require_POST
def preview(request):
    return render(request, 'forum/preview.html', {'body': request.POST.get('body', '')})
