"""`python -m jingui` is the `jingui` command."""

from jingui.cli import main

main()
