from django.core.cache import cache

from .keys import cache_key


class PageCacheMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        key = cache_key(request.path, request.LANGUAGE_CODE)
        etag = cache.get(key)
        response = self.get_response(request)
        if etag is not None:
            response.headers["ETag"] = etag
        return response
