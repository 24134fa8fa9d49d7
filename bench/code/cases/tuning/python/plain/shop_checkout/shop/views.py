from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from .cart import Cart
from .forms import AddressForm
from .models import Order, OrderLine, Product


def cart(request):
    current = Cart(request.session)
    products = Product.objects.in_bulk([sku for sku, _ in current], field_name="sku")
    lines = [(products[sku], quantity) for sku, quantity in current if sku in products]
    return render(request, "shop/cart.html", {"lines": lines})


@require_POST
def add(request, sku):
    product = get_object_or_404(Product, sku=sku, is_sold=True)
    Cart(request.session).add(product.sku, max(1, min(int(request.POST.get("quantity", 1)), 20)))
    return redirect("cart")


@login_required
def checkout(request):
    current = Cart(request.session)
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and len(current):
        with transaction.atomic():
            products = Product.objects.select_for_update().in_bulk([sku for sku, _ in current], field_name="sku")
            order = Order.objects.create(customer=request.user, address=form.cleaned_data["address"])
            OrderLine.objects.bulk_create(
                OrderLine(order=order, product=products[sku], quantity=quantity) for sku, quantity in current
            )
        return redirect("order", pk=order.pk)
    return render(request, "shop/checkout.html", {"form": form, "count": len(current)})


@login_required
def order(request, pk):
    found = get_object_or_404(Order.objects.prefetch_related("lines__product"), pk=pk, customer=request.user)
    return render(request, "shop/order.html", {"order": found})
