import aiohttp
from celery import shared_task
from asgiref.sync import async_to_sync
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView


async def _head(address):
    async with aiohttp.ClientSession() as session:
        async with session.head(address) as response:  # weak: CWE-918
            return response.status


@shared_task
def check_links(addresses):
    return {address: async_to_sync(_head)(address) for address in addresses}


class LinkCheck(APIView):
    permission_classes = [IsAuthenticated]

    def post(self, request):
        job = check_links.delay(request.data["addresses"][:20])
        return Response({"job": job.id})
