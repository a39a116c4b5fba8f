"""Run everything: prepare the home, then serve, work and keep the schedule until Ctrl-C."""

import os
import sys

import click
from django.conf import settings
from django.db import connections
from rich.console import Console
from rich.panel import Panel
from rich.table import Table

from jingui.accounts.models import User
from jingui.ops import preflight, preparing
from jingui.ops.demo import wanted
from jingui.ops.refusals import said_in_one_line
from jingui.ops.supervisor import Supervisor, aside


@click.command()
@click.option("--prepared", is_flag=True, hidden=True)
@said_in_one_line()
def run(prepared):
    """Serve the portal, poll the sources and keep the schedule."""
    preflight.check_sqlite()
    preflight.check_home()
    preflight.check_port(settings.HOST, settings.PORT)
    preflight.check_database()
    if not prepared and (not preparing.is_prepared() or wanted.is_wanted()):
        connections.close_all()
        if code := aside("prepare", make_ready):
            raise SystemExit(code)
        # Start afresh: what this process knows of catalogues and static files is from before they were made.
        os.execv(sys.executable, [sys.executable, "-m", "jingui", "run", "--prepared"])
    Console().print(addresses())
    connections.close_all()  # the children open their own
    Supervisor({"serve": serve, "work": work}).run()
    os._exit(0)  # nothing is left to say, and taking everything loaded apart takes a second


def make_ready():
    """Prepare the home and build the demo edition, in a process that may load the whole pipeline."""
    from jingui.ops.commands.demo import build_visibly  # noqa: PLC0415  (loads the pipeline)
    from jingui.ops.commands.prepare import prepare_visibly  # noqa: PLC0415  (a first start only)

    console = Console()
    if not preparing.is_prepared():
        prepare_visibly(console)
    if wanted.is_wanted():
        wanted.begin()
        build_visibly(console)
        wanted.finish()


def serve():
    from jingui.ops import serving  # noqa: PLC0415  (only the child that serves loads Granian)

    serving.serve(settings.HOST, settings.PORT)


def work():
    from jingui.ops.commands.work import work as command  # noqa: PLC0415  (only the child that works)

    command.main(args=[], standalone_mode=False)


def addresses():
    """Where everything is, in a box."""
    table = Table.grid(padding=(0, 2))
    base = settings.BASE_URL.rstrip("/")
    for name, address in (
        ("Portal 门户", f"{base}/"),
        ("Desk 编辑台", f"{base}/admin/"),
        ("API 接口文档", f"{base}/api/docs"),
    ):
        table.add_row(f"[bold]{name}[/]", address)
    for user in User.objects.filter(is_demo=True, groups__isnull=False).distinct().order_by("pk"):
        table.add_row(f"[dim]{user.display_name}[/]", f"{user.username} / {settings.DEMO_PASSWORD}")
    table.add_row("[dim]State 数据[/]", f"[dim]{os.path.relpath(settings.HOME)}[/]")
    table.add_row("[dim]Stop 停止[/]", "[dim]Ctrl-C[/]")
    return Panel(table, title=f"Jingui 金桂 · {settings.SITE_NAME}", border_style="yellow", expand=False)
