"""Ask the search index, or build it anew."""

from html import unescape

import click
from django.utils.html import strip_tags
from rich.console import Console
from rich.progress import Progress

from jingui import clock
from jingui.search import actions, queries


@click.command()
@click.argument("query", required=False)
@click.option("--rebuild", is_flag=True, help="Build the index anew beside the old one, then move over.")
@click.option("--newest", is_flag=True, help="Newest first instead of best first.")
@click.option("--size", default=10, show_default=True, help="How many hits to show.")
def search(query, rebuild, newest, size):
    """Find articles and flashes, as readers do."""
    if rebuild:
        rebuild_index()
    elif query:
        show(queries.find(query, newest=newest, size=size, now=clock.now()))
    else:
        raise click.UsageError("give something to look for, or --rebuild")


def show(found):
    console = Console(highlight=False)
    for hit in found.hits:
        thing = hit.article or hit.flash
        at = clock.in_beijing(thing.published_at)
        console.print(
            f"{at:%Y-%m-%d %H:%M}  {thing.source}  {plain(hit.headline_html) or '快讯'}", markup=False
        )
        console.print(f"    {plain(hit.excerpt_html)}", markup=False, style="dim")
    console.print(f"共 {found.total} 条，用时 {found.seconds * 1000:.1f} 毫秒")


def plain(html):
    return unescape(strip_tags(html))


def rebuild_index():
    with Progress() as bar:
        line = bar.add_task("建立搜索索引", total=None)
        try:
            count = actions.rebuild(lambda done, total: bar.update(line, completed=done, total=total))
        except actions.IndexBusy as error:
            raise click.ClickException("另一个进程正在写索引，请稍后再试") from error
    click.echo(f"索引已建好：{count} 篇")
