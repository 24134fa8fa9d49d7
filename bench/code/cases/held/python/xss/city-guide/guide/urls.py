from django.urls import path

from .views import CityView

urlpatterns = [path("city/<slug:city>/", CityView.as_view(), name="city")]
