from .models import Article

BASE = "SELECT id, sku, warehouse, quantity FROM inventory_article"


def low_stock(warehouse, limit):
    sql = BASE + " WHERE warehouse = '%s' AND quantity < %d" % (warehouse, limit)
    return Article.objects.raw(sql)  # weak: CWE-89
