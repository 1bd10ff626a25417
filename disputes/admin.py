"""Offices, accounts and posts are kept here, and no case is read: what moves a case is a step, never this page."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from disputes.models import Office, Post, User


class Narrow(admin.ModelAdmin):
    """A list answers the filters it shows. By any other column it would tell, letter by letter, what it does not show."""

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        shown = [*map(str, self.list_filter), *filter(None, [self.date_hierarchy])]
        return any(lookup == one or lookup.startswith(f"{one}__") for one in shown)


class Kept(Narrow):
    """What a docket may name is never deleted."""

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False


@admin.register(Office)
class OfficeAdmin(Kept):
    list_display = ("name", "kind", "division", "phone")
    list_filter = ("kind",)
    search_fields = ("name", "short", "division")
    autocomplete_fields = ("court",)
    fields = ("kind", "organisation", "name", "short", "division", "address", "phone", "court", "settings")


class PostInline(admin.TabularInline):
    """A post ends on a day and stays in the list. Nobody appoints himself (GB/T 22239)."""

    model = Post
    extra = 1
    fields = ("office", "role", "since", "until")
    autocomplete_fields = ("office",)

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(db_field, request, label=_("Office"), **kwargs)

    def has_add_permission(self, request: Any, obj: Any = None) -> bool:
        return obj is None or obj.pk != request.user.pk

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return self.has_add_permission(request, obj)

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False


@admin.register(User)
class AccountAdmin(Kept, UserAdmin):
    """Who signs in, and the posts held. Identity and phone stay with their owner."""

    list_display = ("username", "name", "is_active")
    list_filter = ("is_active", "posts__role")
    search_fields = ("username", "name")
    filter_horizontal = ()
    inlines = (PostInline,)
    fieldsets = ((None, {"fields": ("username", "password", "name", "email", "is_active")}),)

    add_fieldsets = ((None, {"fields": ("username", "name", "email", "password1", "password2")}),)

    def construct_change_message(self, request: Any, form: Any, formsets: Any, add: bool = False) -> Any:  # noqa: FBT001, FBT002
        """A post is told with its office, in the language of the house; the library writes that of the source."""
        told: Any = super().construct_change_message(request, form, formsets, add)
        posts = [one for rows in formsets or () for one in (*rows.new_objects, *(row for row, _f in rows.changed_objects))]  # fmt: skip
        with override(None):
            names = [str(one) for one in posts]
        with override(settings.LANGUAGE_CODE):
            named = {name: f"{one.office} · {one.get_role_display()}" for name, one in zip(names, posts, strict=True)}  # fmt: skip
        for part in (part for one in told for part in one.values()):
            if part.get("object") in named:
                part["object"] = named[part["object"]]
        return told


def said_once() -> None:
    """Chinese has no plural: without this every list is headed by its name and an s."""
    for label in ("disputes", "mediation", "arbitration", "casebook"):
        for model in apps.get_app_config(label).get_models():
            if "verbose_name_plural" not in model._meta.original_attrs:
                model._meta.verbose_name_plural = model._meta.verbose_name


said_once()
