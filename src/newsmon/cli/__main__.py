"""`python -m newsmon.cli`, the same as the command `newsmon`."""

from newsmon.cli import main

main()
