"""How Django starts this app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "jingui.desk"
    verbose_name = "编辑台"
