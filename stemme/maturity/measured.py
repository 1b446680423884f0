"""How well places are found, as the simulation of benchmarks/bench_maturity.py measures it. Pure.

The page /how/maturity/ shows these; a test runs a smaller simulation and compares.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """Shares of simulated people whose answers carry noise and a personal bias.

    ``right``: the type named likeliest is theirs; ``near``: it is theirs or a neighbour; ``again``: the same type when
    they answer again; ``step`` and ``step_again``: the same of the next step. ``_anywhere``: people who are of no type
    in particular; ``_export``: with the numbers of an own file.
    """

    right: float
    right_export: float
    right_anywhere: float
    near: float
    again: float
    again_anywhere: float
    step: float
    step_again: float


MEASURED = Measured(
    right=0.82,
    right_export=0.98,
    right_anywhere=0.54,
    near=1.0,
    again=0.68,
    again_anywhere=0.41,
    step=0.93,
    step_again=0.87,
)
