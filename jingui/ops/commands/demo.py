"""The demo edition: build it, build it anew, take it away, or start without it."""

import click
from rich.console import Console
from rich.progress import Progress

from jingui import clock
from jingui.accounts import actions as accounts
from jingui.ops import preflight, preparing
from jingui.ops.commands.prepare import prepare_visibly
from jingui.ops.demo import edition, wanted
from jingui.ops.refusals import said_in_one_line


@click.command()
@click.option("--empty", "wish", flag_value="empty", help="A clean site: no demo, now or later.")
@click.option("--remove", "wish", flag_value="remove", help="Take the demo's news, sources and logins away.")
@click.option("--rebuild", "wish", flag_value="rebuild", help="Build it anew: its newest is today's again.")
@said_in_one_line()
def demo(wish):
    """Build the demo edition: two weeks of invented news, marked as such."""
    console = Console()
    preflight.check_home()
    preflight.check_database()
    if wish in ("empty", "remove"):
        wanted.decline()
    if not preparing.is_prepared():
        prepare_visibly(console)
    if wish and edition.is_built():
        edition.remove()
        accounts.remove_demo_staff()
        console.print("The demo edition is gone.")
    if wish in ("empty", "remove"):
        return
    build_visibly(console)


def build_visibly(console):
    """Build with a bar of progress."""
    with Progress(console=console) as progress:
        task = progress.add_task("demo edition 演示版", total=None)
        verdicts = edition.build(
            now=clock.now(), tell=lambda done, total: progress.update(task, completed=done, total=total)
        )
    accounts.create_demo_staff()
    console.print(", ".join(f"{number} {verdict}" for verdict, number in sorted(verdicts.items())))
