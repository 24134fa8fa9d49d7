from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag(takes_context=True)
def search_box(context):
    term = context["request"].GET.get("q", "")
    return format_html("<input name='q' value='{}'>", mark_safe(term))  # weak: CWE-79
