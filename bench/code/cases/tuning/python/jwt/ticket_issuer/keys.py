import os

SIGNING_KEY = os.environ["TICKET_SIGNING_KEY"]
