"""Make the home ready: tables, translations, stylesheets, reference data."""

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from jingui.ops import preflight, preparing
from jingui.ops.refusals import said_in_one_line


@click.command()
@click.option("--force", is_flag=True, help="Do everything again.")
@said_in_one_line()
def prepare(force):
    """Make JINGUI_HOME ready to serve."""
    console = Console()
    preflight.check_home()
    preflight.check_database()
    if preparing.is_prepared() and not force:
        console.print("Ready.")
        return
    prepare_visibly(console)


def prepare_visibly(console):
    """Prepare with a line of progress for each step."""
    columns = (
        SpinnerColumn(finished_text="[green]✓[/]"),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as progress:
        tasks = []

        def tell(name):
            if tasks:
                progress.update(tasks[-1], completed=1, description=progress.tasks[-1].fields["name"])
            tasks.append(progress.add_task(name, total=1, name=name))
            return lambda at: progress.update(tasks[-1], description=f"{name} [dim]{at}[/]")

        preparing.prepare(tell)
        progress.update(tasks[-1], completed=1, description=progress.tasks[-1].fields["name"])
