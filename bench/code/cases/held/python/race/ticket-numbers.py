import os

SPOOL = "/var/spool/tickets"


def reserve(number, owner):
    path = os.path.join(SPOOL, "%06d" % number)
    if not os.path.exists(path):
        with open(path, "w") as ticket:  # weak: CWE-367
            ticket.write(owner)
        return True
    return False
