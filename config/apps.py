from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The house's frame as an app, so that its templates, tags, words and commands are found."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "config"
