"""What can an operator tell the `jingui` command to do? One file a noun."""
