from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

register = template.Library()
ICON = mark_safe('<svg class="icon"><use href="#find"/></svg>')


@register.simple_tag(takes_context=True)
def filter_box(context):
    term = context["request"].GET.get("q", "")
    tags = format_html_join("", "<li>{}</li>", ((tag,) for tag in context["request"].GET.getlist("tag")))
    return format_html("{}<input name='q' value='{}'><ul>{}</ul>", ICON, term, tags)
