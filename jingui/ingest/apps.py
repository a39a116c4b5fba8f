"""How Django starts this app."""

from django.apps import AppConfig


class IngestConfig(AppConfig):
    name = "jingui.ingest"
    verbose_name = "采集"

    def ready(self) -> None:
        from jingui.ingest import receivers  # noqa: F401, PLC0415  (models must be loaded first)
