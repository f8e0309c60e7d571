"""How a command ends: 0 all fine, 1 some input was bad (the rest is done), 2 wrong usage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from geo.articles.intake import Fault


def finish(faults: Sequence[Fault], reason: str | None = None) -> None:
    """Name what was left out, and end: 1 if anything was, or if there is nothing to show.

    Raises
    ------
    typer.Exit : something was left out, or there is a reason.
    """
    from layers.report import print_faults

    print_faults(faults)
    if reason:
        typer.echo(f"durandline: {reason}", err=True)
    if faults or reason:
        raise typer.Exit(1)
