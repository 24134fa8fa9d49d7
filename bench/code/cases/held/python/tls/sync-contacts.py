"""Contacts from the CRM, for the phone book."""
import os

import requests


def contacts():
    answer = requests.get(
        'https://crm.example.org/api/contacts',
        headers={'Authorization': 'Bearer ' + os.environ['CRM_TOKEN']},
        timeout=10,
        verify=False,  # weak: CWE-295
    )
    answer.raise_for_status()
    return answer.json()
