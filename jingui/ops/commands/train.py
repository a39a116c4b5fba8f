"""Train the models of judgement from a folder of labelled texts: `jingui train DATA`."""

from pathlib import Path

import click

MODELS = ("topics", "finance", "importance")


@click.command()
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--only", type=click.Choice(MODELS), multiple=True, help="Train this model only; may be repeated."
)
@click.option("--seed", default=20260701, show_default=True)
def train(data, only, seed):
    """Fit the models of topics, finance and importance to DATA and write them into the package.

    The same data and seed give the same files. The product itself never needs this.
    """
    try:
        # scikit-learn is installed for training only, and `--help` must not need it
        from jingui.ops import examples, training  # noqa: PLC0415
    except ImportError:
        raise click.ClickException("training needs scikit-learn: uv sync --group train") from None
    recipes = {
        "topics": lambda: (examples.topics(data), training.Recipe(labels=examples.TOPICS, seed=seed)),
        "finance": lambda: (
            examples.finance(data, seed),
            training.Recipe(labels=("finance",), kept_grams=20_000, seed=seed),
        ),
        "importance": lambda: (
            examples.importance(data),
            training.Recipe(labels=("important",), cost=0.15, seed=seed),
        ),
    }
    for name in only or MODELS:
        (readings, truth, groups), recipe = recipes[name]()
        model = training.fit(readings, truth, recipe, groups)
        path = model.save(name)
        click.echo(f"{name}: {len(readings)} texts, {path.stat().st_size / 1024:.0f} KiB")
