"""Look at everything that may keep the portal from running well, and say what to do."""

import click
from rich.console import Console
from rich.table import Table

from jingui.ops import health
from jingui.ops.refusals import said_in_one_line


@click.command()
@said_in_one_line()
def doctor():
    """Check the home, the database, the port, the sources, the index and the schedule."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    found = health.findings()
    for finding in found:
        table.add_row("[green]✓[/]" if finding.well else "[red]✗[/]", finding.name, finding.found)
    Console().print(table)
    if not all(finding.well for finding in found):
        raise SystemExit(1)
