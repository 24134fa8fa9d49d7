import logging
import os

import requests

log = logging.getLogger(__name__)


def fetch_token():
    answer = requests.post(
        'https://login.example.org/oauth/token',
        data={'grant_type': 'client_credentials'},
        auth=(os.environ['CLIENT_ID'], os.environ['CLIENT_SECRET']),
        timeout=10,
    )
    answer.raise_for_status()
    body = answer.json()
    log.info('a new token was issued, it is valid for %d seconds', int(body['expires_in']))
    return body['access_token']
