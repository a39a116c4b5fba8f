"""Pass a command on to Django."""

import sys

import click
from django.core.management import execute_from_command_line


@click.command(context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments):
    """Run one of Django's own management commands."""
    execute_from_command_line([sys.argv[0], *arguments])
