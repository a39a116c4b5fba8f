"""How Django starts this app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "jingui.api"
    verbose_name = "接口"
