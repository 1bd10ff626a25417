from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString


def icon(name: str) -> SafeString:
    """A picture from icons.svg, hidden from screen readers: the words beside it must say the same."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("icons.svg"),
        name,
    )
