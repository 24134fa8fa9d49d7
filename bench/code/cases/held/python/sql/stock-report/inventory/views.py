from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic import TemplateView

from .queries import low_stock


class StockReport(LoginRequiredMixin, TemplateView):
    template_name = "inventory/stock.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        warehouse = self.request.GET.get("warehouse", "main")
        context["articles"] = low_stock(warehouse, 10)
        return context
