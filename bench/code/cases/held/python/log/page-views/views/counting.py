import logging

logger = logging.getLogger("views")


def count(article, user):
    logger.info("article %d was read by user %s", article, user.pk if user.is_authenticated else "-")
