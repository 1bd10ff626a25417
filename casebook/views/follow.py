"""Following a topic by e-mail, without an account: ask, confirm, stop. Nobody learns whether an address is known."""

from __future__ import annotations

import logging
from typing import Any

from allauth.core.internal import ratelimit
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from casebook.following import ask, confirm, topic_word
from casebook.models import Follower
from casebook.reading import UNTOLD
from casebook.topics import Topic

logger = logging.getLogger(__name__)
RATE = {"follow": "20/h/ip"}


class FollowForm(forms.Form):
    topic = forms.ChoiceField(
        label=_("Topic"),
        choices=[("", _("All topics")), *(pair for pair in Topic.choices if pair[0] not in UNTOLD)],
        required=False,
    )
    address = forms.EmailField(
        label=_("E-mail address"), max_length=200, help_text=_("Kept encrypted, for these e-mails alone."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """The form, and the same answer for every address that is one."""
    if request.method != "POST":
        form = FollowForm(initial={"topic": request.GET.get("topic", "")[:24]})
        return render(request, "casebook/follow.html", {"form": form, "asked": "asked" in request.GET})
    form = FollowForm(request.POST)
    if not form.is_valid():
        return render(request, "casebook/follow.html", {"form": form}, status=422)
    if not ratelimit.consume(request, app="casebook", action="follow", config=RATE):
        form.add_error(None, _("Too many requests from this connection. Try again in an hour."))
        return render(request, "casebook/follow.html", {"form": form}, status=429)
    try:
        ask(
            form.cleaned_data["address"], form.cleaned_data["topic"], get_language() or settings.LANGUAGE_CODE
        )
    except OSError:  # the mail server's trouble; the wish is written down and may be sent again in an hour
        logger.warning("a confirmation could not be sent", exc_info=True)
        form.add_error(None, _("The e-mail could not be sent just now. Try again later."))
        return render(request, "casebook/follow.html", {"form": form}, status=503)
    return redirect(reverse("casebook:follow") + "?asked=1")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def following(request: HttpRequest, key: str) -> HttpResponse:
    """The page behind the link in an e-mail: only a button changes anything, for machines open links too."""
    follower = get_object_or_404(Follower, key=key.replace("\0", "")[:43])
    done = ""
    if request.method == "POST":
        done = "stopped" if request.POST.get("do") == "stop" else "confirmed"
        if done == "stopped":
            follower.delete()
        else:
            confirm(follower)
    context: dict[str, Any] = {"follower": follower, "topic": topic_word(follower.topic), "done": done}
    response = render(request, "casebook/following.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
