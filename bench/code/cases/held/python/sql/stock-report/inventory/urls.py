from django.urls import path

from . import views

urlpatterns = [
    path("stock/", views.StockReport.as_view(), name="stock-report"),
]
