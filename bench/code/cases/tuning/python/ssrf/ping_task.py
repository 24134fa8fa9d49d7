import aiohttp
from asgiref.sync import async_to_sync
from celery import shared_task
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

SITES = ["https://www.example.org/", "https://docs.example.org/"]


async def _head(address):
    async with aiohttp.ClientSession() as session:
        async with session.head(address) as response:
            return response.status


@shared_task
def check_sites(label):
    return {"label": label, "states": {address: async_to_sync(_head)(address) for address in SITES}}


class SiteCheck(APIView):
    permission_classes = [IsAuthenticated]

    def post(self, request):
        job = check_sites.delay(request.data["label"])
        return Response({"job": job.id})
