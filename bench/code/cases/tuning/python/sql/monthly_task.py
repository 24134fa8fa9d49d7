"""Background job that sums the turnover of one account."""
from celery import shared_task
from django.db.models import Sum
from django.db.models.expressions import RawSQL

from .models import Account, Entry


@shared_task
def turnover(account_id: str, currency: str):
    account = Account.objects.get(pk=account_id)
    entries = Entry.objects.filter(account=account).annotate(
        converted=RawSQL("amount * (SELECT rate FROM rates WHERE code = %s)", [currency])
    )
    return str(entries.aggregate(total=Sum("converted"))["total"])


def request_turnover(request):
    turnover.delay(request.POST["account"], request.POST["currency"])
