"""Commands of the command line that have a module of their own. Each adds itself with `add(commands)`."""
