from django.contrib.auth.decorators import login_required
from django.shortcuts import render

from .rendering import render_comment


@login_required
def preview(request):
    return render(request, 'comments/preview.html', {'comment': render_comment(request.POST.get('comment', ''))})
