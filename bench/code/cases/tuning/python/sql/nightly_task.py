"""Background job that builds the statement of one account."""
from celery import shared_task
from django.db import connections
from django.db.models.expressions import RawSQL

from .models import Account, Entry


@shared_task
def build_statement(account_id: str, currency: str):
    account = Account.objects.get(pk=account_id)
    entries = Entry.objects.filter(account=account).annotate(
        converted=RawSQL("amount * (SELECT rate FROM rates WHERE code = '%s')" % currency, [])  # weak: CWE-89
    )
    return [str(entry.converted) for entry in entries]


def request_statement(request):
    build_statement.delay(request.POST["account"], request.POST["currency"])
