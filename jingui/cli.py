"""The `jingui` command. Its verbs live in `jingui/ops/commands/`, each loaded only when it is called."""

import gc
import importlib
import os
import sys

import click
import django

from jingui.ops.refusals import said_in_one_line

# name -> (module in jingui.ops.commands, whether it needs Django's tables)
COMMANDS = {
    "run": ("run", True),
    "serve": ("serve", True),
    "work": ("work", True),
    "prepare": ("prepare", True),
    "source": ("source", True),
    "judge": ("judge", False),
    "train": ("train", False),
    "demo": ("demo", True),
    "search": ("search", True),
    "doctor": ("doctor", True),
    "manage": ("manage", False),
}


class LazyGroup(click.Group):
    """A group that imports a verb when it is asked for, so `jingui judge` never waits for Django."""

    def list_commands(self, ctx):
        return sorted(COMMANDS)

    def get_command(self, ctx, name):
        if name not in COMMANDS:
            return None
        module, needs_django = COMMANDS[name]
        if needs_django:
            with said_in_one_line():
                set_up()
        return getattr(importlib.import_module(f"jingui.ops.commands.{module}"), name)


def set_up():
    """Load the applications. They stay for good, so the collector need not look at them, then or later."""
    gc.disable()  # a tenth of the time it takes
    django.setup()
    gc.freeze()
    gc.enable()


@click.group(cls=LazyGroup)
@click.version_option(package_name="jingui")
def main():
    """Jingui (金桂): a self-hosted portal for Chinese financial news."""


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingui.settings")

if __name__ == "__main__":
    sys.exit(main())
