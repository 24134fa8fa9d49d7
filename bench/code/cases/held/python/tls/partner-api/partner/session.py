import requests

CA = '/etc/partner/ca.pem'


def session(verify=CA):
    made = requests.Session()
    made.verify = verify
    made.headers['Accept'] = 'application/json'
    return made
