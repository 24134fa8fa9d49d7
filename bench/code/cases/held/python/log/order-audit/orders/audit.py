import logging

logger = logging.getLogger('orders.audit')


class Audit:
    def __init__(self, actor):
        self.actor = actor

    def note(self, action, remark):
        entry = f'{self.actor} {action}: {remark}'
        logger.info(entry)  # weak: CWE-117
