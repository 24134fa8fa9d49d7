from django.views.generic import TemplateView


class CityView(TemplateView):
    template_name = "guide/city.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["headline"] = self.request.GET.get("headline", "Welcome")
        context["city"] = kwargs["city"]
        return context
