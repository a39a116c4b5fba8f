"""Poll the sources and judge what comes in."""

import click

from jingui.ops import preflight
from jingui.ops.refusals import said_in_one_line


@click.command()
@click.option("--once", is_flag=True, help="Poll what is due now, judge what waits, and end.")
@click.option("--until-idle", is_flag=True, help="Go on until nothing is due, and end.")
@said_in_one_line()
def work(once, until_idle):
    """Poll the sources and judge what comes in (what `jingui run` starts beside the portal)."""
    from jingui.ops import schedule  # noqa: PLC0415  (only the process that works loads the pipeline)
    from jingui.ops.worker import Worker  # noqa: PLC0415

    preflight.check_database()
    worker = Worker()
    worker.listen()
    if not (once or until_idle):
        schedule.keep(worker.stopping)
    worker.run(once=once, until_idle=until_idle)
    if once or until_idle:
        schedule.index_all()
