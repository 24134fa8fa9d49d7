from django import template
from django.urls import reverse
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def person_link(person):
    return format_html('<a href="{}">{}</a>', reverse("person", args=[person.pk]), person.display_name)
