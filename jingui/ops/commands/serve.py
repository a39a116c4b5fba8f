"""Serve the portal: one process with the edge, the live streams and Django's threads."""

import click
from django.conf import settings

from jingui.ops import preflight
from jingui.ops.refusals import said_in_one_line


@click.command()
@click.option("--host", default=None, help="Address to listen on (JINGUI_HOST).")
@click.option("--port", type=int, default=None, help="Port to listen on (JINGUI_PORT).")
@said_in_one_line()
def serve(host, port):
    """Serve the portal (what `jingui run` starts beside the worker)."""
    from jingui.ops import serving  # noqa: PLC0415  (Granian is loaded only where it serves)

    host, port = host or settings.HOST, port or settings.PORT
    preflight.check_port(host, port)
    serving.serve(host, port)
