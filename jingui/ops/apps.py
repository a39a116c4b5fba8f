"""How Django starts this app."""

from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "jingui.ops"
    verbose_name = "运维"
