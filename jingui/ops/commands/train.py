"""Train the models of judgement: from a folder of labelled texts, or from what the desk decided."""

import json
from functools import partial
from pathlib import Path

import click
import django

from jingui.ingest import taste
from jingui.ingest.linear import site_folder
from jingui.ingest.topics import NETWORK, TopicModel
from jingui.ops.refusals import said_in_one_line

MODELS = ("topics", "finance", "importance")
DIRECTIONS = 64  # of the texts about importance; 96 gave 0.001 of average precision more


@click.command()
@click.argument("data", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--only", type=click.Choice(MODELS), multiple=True, help="Train this model only; may be repeated."
)
@click.option("--seed", default=20260701, show_default=True)
@click.option("--from-desk", is_flag=True, help="Learn this site's channels from its editors' decisions.")
@click.option("--force", is_flag=True, help="With --from-desk: keep the new model though it is no better.")
def train(data, only, seed, from_desk, force):
    """Fit the models of topics, finance and importance to DATA and write them into the package.

    The same data and seed give the same files. With --from-desk, learn instead from where the editors of
    this site put their items, and keep the outcome in JINGUI_HOME/models if it does better.
    """
    if from_desk == bool(data) or (force and not from_desk):
        raise click.UsageError("either DATA, or --from-desk, perhaps with --force")
    if from_desk:
        _from_desk(force)
    else:
        _from_data(data, only, seed)


def _from_desk(force):
    """Before and after on the newest quarter of the decisions, which the trial did not learn from."""
    with said_in_one_line():
        django.setup()
    from jingui.ingest import queries  # noqa: PLC0415  (Django's tables are loaded only now)

    rows = queries.lessons()
    package = TopicModel()
    taught = [
        taste.lesson(package, row.headline, row.text, row.decided)
        for row in rows
        if row.decided in taste.SHELVES
    ]
    if others := len(rows) - len(taught):
        click.echo(f"{others} decisions on the form of a text (24h, research, comment) teach no subject")
    try:
        outcome = taste.learn(taught, package)
    except ValueError as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(f"{len(taught)} decisions; alike on the newest {outcome.asked}:")
    click.echo(f"before {outcome.before / outcome.asked:.1%}, after {outcome.after / outcome.asked:.1%}")
    if not outcome.better and not force:
        raise click.ClickException("not better: the model stays as it is (--force replaces it)")
    path = outcome.model.save(taste.NAME, site_folder())
    click.echo(f"kept in {path}; a running Jingui judges its next items by it")


def _from_data(data, only, seed):
    try:
        # scikit-learn and JAX are installed for training only, and `--help` must not need them
        from jingui.ops import examples, teaching, training  # noqa: PLC0415
    except ImportError:
        raise click.ClickException("training needs scikit-learn and JAX: uv sync --group train") from None
    ways = {"topics": partial(_topics, teaching), "finance": _finance, "importance": _importance}
    for name in only or MODELS:
        path = ways[name](examples, training, data, seed)
        click.echo(f"{name}: {path.stat().st_size / 1024:.0f} KiB")


def _topics(teaching, examples, training, data, seed):
    """The machine, and the network that is mixed with it: by the newest fold, which neither has seen then."""
    readings, truth, groups = examples.topics(data)
    recipe = training.Recipe(labels=examples.TOPICS, cost=0.1, seed=seed)
    machine, scores = training.fit_with_scores(readings, truth, recipe, groups)
    slope, offset = machine.calibration
    network = teaching.fit(
        readings,
        truth,
        examples.asides(data),
        others=examples.wires(data),
        machine=slope * scores + offset,
        held_out=training.folds(groups) == training.FOLDS - 1,
        course=teaching.Course(seed=seed),
    )
    network.save(NETWORK)
    return machine.save("topics")


def _finance(examples, training, data, seed):
    readings, truth, groups = examples.finance(data, seed)
    recipe = training.Recipe(labels=("finance",), kept_grams=20_000, seed=seed)
    return training.fit(readings, truth, recipe, groups).save("finance")


def _importance(examples, training, data, seed):
    """The linear scores of texts that their machine has not seen, the directions and the form; then trees."""
    (readings, truth, groups), facts = examples.importance(data)
    labels = ("important", *examples.TOPICS)
    recipe = training.Recipe(labels=labels, cost=0.15, kept_grams=40_000, directions=DIRECTIONS, seed=seed)
    model, scores = training.fit_with_scores(readings, truth, recipe, groups)
    columns = (*model.labels, *examples.FACTS)
    forest = training.grow(training.np.hstack([scores, facts]), truth[:, 0], columns, seed)
    path = model.save("importance")
    path.with_suffix(".json").write_text(json.dumps(forest, separators=(",", ":")), encoding="utf-8")
    return path
