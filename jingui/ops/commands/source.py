"""Keep the list of sources: add, list, test, forget, pause, resume, remove, import."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import contextmanager
from datetime import datetime

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from jingui import clock
from jingui.http import FetchProblem, get
from jingui.ingest import actions, queries
from jingui.ingest.draft import Draft
from jingui.ingest.models import RULES, SELECTED, Feed, FeedKind
from jingui.ingest.sources.discover import discover
from jingui.news.models import Channel, Rights, Source
from jingui.ops import preflight
from jingui.ops.refusals import said_in_one_line

SHOWN_ITEMS = 3
SHOWN_CHANGES = 40
TESTED_ITEMS = 100
VERDICTS = {"publish": "[green]publish 发布[/]", "hold": "[yellow]hold 待审[/]", "drop": "[red]drop 弃用[/]"}
KIND_WORDS = {"feed": "feed 订阅源", "page": "page 列表页", "wire": "wire 电讯"}


def gate_options(command):
    """What the gate is to ask of a source's items; what is not given is as usual."""
    for option in (
        click.option("--channel-threshold", type=click.FloatRange(0, 1), help="Channel doubted below."),
        click.option("--copy-likeness", type=click.FloatRange(0.8, 1), help="Copies less alike are held."),
        click.option("--max-age-hours", type=click.FloatRange(1), help="Items older than this are stale."),
        click.option("--most-unpaired", type=click.IntRange(0), help="Unpaired quotation marks let through."),
        click.option("--needs-picture/--needs-no-picture", default=None, help="Hold articles without one."),
        click.option("--hold/--no-hold", "hold_all", default=None, help="Hold every item for the desk."),
    ):
        command = option(command)
    return command


@click.group()
def source():
    """Where the news comes from: add, list, test, forget, pause, resume, remove, import."""
    with said_in_one_line():
        preflight.check_database()


@source.command()
@click.argument("url")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@click.option("--name", default="", help="The source's name, as readers see it (default: the feed's title).")
@click.option(
    "--slug", default="", help="The source's short name in addresses (default: pinyin of the name)."
)
@click.option("--kind", type=click.Choice(FeedKind.values), default=None, help="Default: found out.")
@click.option(
    "--channel", "channels", multiple=True, help="Channel slug that all its items go to; may repeat."
)
@click.option("--rights", type=click.Choice(Rights.values), default=Rights.SUMMARY.value, show_default=True)
@click.option("--trust", type=click.IntRange(1, 5), default=3, show_default=True)
@click.option("--selector", default="", help="List page: CSS selector of the links to articles.")
@click.option("--headline-selector", default="", help="Article page: CSS selector of the headline.")
@click.option("--body-selector", default="", help="Article page: CSS selector of the body.")
@click.option("--date-selector", default="", help="Article page: CSS selector of the date.")
@click.option("--byline-selector", default="", help="Article page: CSS selector of the byline.")
@click.option("--fetch-pages", is_flag=True, help="Read each item's own page instead of what the feed gives.")
@click.option("--interval", type=click.IntRange(10, 86_400), default=None, help="Seconds between polls.")
@gate_options
def add(url, yes, kind, selector, **options):
    """Poll URL from now on: a feed, a page that names one, a wire, or a list page with --selector."""
    console = Console()
    with said_in_one_line(), refusals():
        check_channels(options["channels"])
        found = discover(with_scheme(url), get, links=selector)
        facts = {**facts_of(options), "selectors": selectors_of(selector, options)}
        feed = unsaved(found, kind or found.kind, facts)
        drafts = actions.rehearse(feed, found.polled.items[:SHOWN_ITEMS], get=get, now=clock.now())
        console.print(summary(feed, found, facts))
        console.print(decisions(drafts))
        if not yes:
            click.confirm("Poll this source from now on? 确认订阅？", default=True, abort=True)
        feed = actions.add_feed(
            url=found.url, kind=kind or found.kind, title=found.polled.title, homepage=found.polled.homepage,
            now=clock.now(), **facts,
        )  # fmt: skip
    console.print(f"[green]✓[/] {feed.source.name} · {feed.source.slug} · {feed.url}")


@source.command("list")
def list_sources():
    """Every source with its health."""
    now = clock.now()
    table = Table("Source 来源", "Slug", "Kind", "State", "Items/day", "Last success", "Next poll", "Address")
    with said_in_one_line():
        layouts = queries.layouts()
        for each in queries.health(now):
            feed = each.feed
            table.add_row(
                escape(feed.source.name), feed.source.slug, KIND_WORDS[feed.kind],
                "\n".join(filter(None, (state_of(each), layouts.get(feed.source_id)))),
                f"{each.items_a_day:.1f}", shown(each.last_success_at), shown(each.next_poll_at), feed.url,
            )  # fmt: skip
    Console(width=None if sys.stdout.isatty() else 200).print(table if table.row_count else "No sources yet.")


@source.command()
@click.argument("name")
@click.option("--stored", is_flag=True, help="Do not ask it: gate its last 100 stored items again.")
@gate_options
def test(name, stored, **rules):
    """Ask a source (slug or address) now, and show what would become of its items. Writes nothing.

    With --stored or any rule of the gate nothing is asked: its last 100 items are gated again under these
    rules (those not given are the source's own), and what would change comes first.
    """
    rules = {rule: value for rule, value in rules.items() if value is not None}
    if stored or rules:
        gate_again(name, rules)
    else:
        ask_now(name)


@source.command()
@click.argument("name")
def forget(name):
    """Forget how the pages of a source are laid out; its next pages are read in full and learned anew."""
    for house in {feed.source for feed in known(name)}:
        hosts = actions.forget_layout(house)
        click.echo(f"Forgotten 已忘记版式: {house.name} ({hosts})")


@source.command()
@click.argument("name")
def pause(name):
    """Ask a source no more until `resume`."""
    for feed in known(name):
        actions.pause(feed)
        click.echo(f"Paused 已停用: {feed.url}")


@source.command()
@click.argument("name")
def resume(name):
    """Ask a paused source again, at once."""
    for feed in known(name):
        actions.resume(feed, now=clock.now())
        click.echo(f"Resumed 已恢复: {feed.url}")


@source.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Ask nothing.")
def remove(name, yes):
    """Forget a source and its raw items; what was published stays."""
    feeds = known(name)
    if not yes:
        click.confirm(f"Remove {', '.join(feed.url for feed in feeds)}? 确认删除？", abort=True)
    for feed in feeds:
        actions.remove(feed)
        click.echo(f"Removed 已删除: {feed.url}")


@source.command("import")
@click.argument("opml", type=click.File("rb"))
@click.option("--rights", type=click.Choice(Rights.values), default=Rights.SUMMARY.value, show_default=True)
def import_list(opml, rights):
    """Add every feed of an OPML file (- reads standard input)."""
    with said_in_one_line(), refusals():
        imported = actions.import_opml(opml.read(), now=clock.now(), rights=rights)
    for feed in imported.added:
        click.echo(f"Added 已添加: {feed.source.name} {feed.url}")
    click.echo(f"{len(imported.added)} added 新增, {len(imported.known)} known already 已有")


def ask_now(name):
    """What a source gives at this moment, and what would become of it."""
    console = Console()
    with said_in_one_line(), refusals():
        for feed in queries.feed_named(name) or [new_feed(name)]:
            answer = actions.ask(Unconditional(feed), get=get)
            if answer.polled is None:
                raise click.ClickException(f"{feed.url}: {answer.problem}")
            polled = answer.polled
            console.print(f"[bold]{feed.url}[/] · {KIND_WORDS[feed.kind]} · {len(polled.items)} items · "
                          f"{answer.seconds:.2f} s · {polled.size:,} bytes")  # fmt: skip
            if layout := queries.layouts().get(feed.source_id):
                console.print(layout)
            items = polled.items[: SHOWN_ITEMS if feed.kind == FeedKind.PAGE else TESTED_ITEMS]
            drafts = actions.rehearse(feed, items, get=get, now=clock.now())
            console.print(decisions(drafts[:SHOWN_ITEMS]))
            console.print(totals(draft.verdict or "hold" for draft in drafts))


def gate_again(name, rules):
    """The last items of a source as the gate would have them under `rules`, beside what it decided."""
    console = Console(width=None if sys.stdout.isatty() else 200)
    for feed in known(name):
        items = queries.recent_items(feed=feed, size=TESTED_ITEMS)
        found = list(actions.reconsider(items, rules))
        changed = [each for each in found if each.changed]
        console.print(f"[bold]{feed.url}[/] · {len(found)} items · {len(changed)} would change 会变")
        if len(items) > len(found):
            console.print(f"{len(items) - len(found)} items are without evidence 未判定或判定较早，未计入")
        console.print(changes([*changed, *(each for each in found if not each.changed)][:SHOWN_CHANGES]))
        console.print(f"then 当时  {totals(each.then for each in found)}")
        console.print(f"now  现在  {totals(each.verdict for each in found)}")


def changes(found):
    """One row an item: what the gate decided, what it would decide, and the reason for that."""
    table = Table("Item 来稿", "Then 当时", "Now 现在", "Why 理由")
    for each in found:
        by_editor = " · 编辑已处理" if each.item.settled_at else ""
        then = "=" if not each.changed else VERDICTS[each.then]
        table.add_row(
            escape(each.item.headline), f"{then}{by_editor}", VERDICTS[each.verdict], escape(each.reason)
        )
    return table


class Unconditional:
    """A feed asked as if for the first time: a test wants items, not 304."""

    etag = last_modified = ""

    def __init__(self, feed: Feed):
        self.kind, self.url, self.selectors = feed.kind, feed.url, feed.selectors


@contextmanager
def refusals():
    """What a source refuses, in one line."""
    try:
        yield
    except (FetchProblem, actions.FeedKnown, actions.SlugTaken) as problem:
        raise click.ClickException(str(problem)) from problem


def known(name):
    with said_in_one_line():
        feeds = queries.feed_named(name)
    if not feeds:
        raise click.ClickException(f"No source {name}: see `jingui source list`. 没有这个来源。")
    return feeds


def check_channels(slugs):
    unknown = set(slugs) - set(Channel.objects.values_list("slug", flat=True))
    if unknown:
        there = ", ".join(Channel.objects.values_list("slug", flat=True))
        raise click.ClickException(f"No channel {', '.join(sorted(unknown))}; there are {there}.")


def with_scheme(url):
    return url if "://" in url else f"https://{url}"


def facts_of(options):
    """What `actions.add_feed` takes, from the options of the command."""
    rules = {"channels": list(options["channels"]), **{name: options[name] for name in RULES[1:]}}
    facts = {name: options[name] for name in ("name", "slug", "rights", "trust", "fetch_pages")}
    return {
        **facts,
        "rules": {rule: value for rule, value in rules.items() if value not in (None, [])},
        "interval_seconds": options["interval"],
    }


def selectors_of(links, options):
    """The CSS selectors that were given, by what they find."""
    given = {"links": links, **{name: options[f"{name}_selector"] for name in SELECTED[1:]}}
    return {name: selector for name, selector in given.items() if selector}


def unsaved(found, kind, facts):
    """The feed as it would be, for the dry run."""
    name = facts["name"] or found.polled.title or found.url
    return Feed(
        source=Source(name=name, slug=facts["slug"] or "new", rights=facts["rights"], trust=facts["trust"]),
        kind=kind,
        url=found.url,
        selectors=facts["selectors"],
        rules=facts["rules"],
        fetch_pages=facts["fetch_pages"],
    )


def new_feed(url):
    """The feed at an address that is not in the list."""
    if "://" not in url:
        raise click.ClickException(f"No source {url}: see `jingui source list`. 没有这个来源。")
    found = discover(url, get)
    return Feed(source=Source(name=found.polled.title or url, slug="new"), kind=found.kind, url=found.url)


def summary(feed, found, facts):
    """What was found, and on which terms it would be published."""
    table = Table.grid(padding=(0, 2))
    for name, value in (
        ("Address 地址", feed.url),
        ("Title 标题", escape(found.polled.title)),
        ("Kind 类型", KIND_WORDS[feed.kind]),
        ("Items 条目", str(len(found.polled.items))),
        ("Rights 版权", f"{feed.source.rights} · {Rights(feed.source.rights).label} (--rights)"),
        (
            "Channels 频道",
            ", ".join(facts["rules"].get("channels", ())) or "by content 按内容判定 (--channel)",
        ),
    ):
        table.add_row(f"[bold]{name}[/]", value)
    return table


def decisions(drafts: list[Draft]):
    """What the pipeline would decide about each, and why."""
    table = Table(show_lines=True, expand=True)
    table.add_column("Item 来稿", overflow="fold", ratio=2)
    table.add_column("Why 理由", overflow="fold", ratio=3)
    for draft in drafts:
        shelf = draft.channels[0].name if draft.channels else "—"
        headline = draft.headline or draft.raw_title or draft.text[:60]
        verdict = VERDICTS[draft.verdict or "hold"]
        table.add_row(
            f"[bold]{escape(headline)}[/]\n{verdict} · {shelf}\n{shown(draft.published_at)}",
            escape("\n".join(draft.trail)),
        )
    return table


def totals(verdicts):
    counted = Counter(map(str, verdicts))
    return "  ".join(f"{words} {counted[name]}" for name, words in VERDICTS.items())


def state_of(each):
    words = escape(f"{each.words}：{each.last_error}" if each.last_error else each.words)
    return f"[red]{words}[/]" if each.last_error or each.is_silent else words


def shown(moment: datetime | None) -> str:
    return f"{clock.in_beijing(moment):%m-%d %H:%M}" if moment else "—"
