"""How Django starts this app."""

from django.apps import AppConfig


class IngestConfig(AppConfig):
    name = "jingui.ingest"
    verbose_name = "采集"
