"""Which decisions does an item pass? One file, one pure function of its name, (Draft, World) -> Draft."""
