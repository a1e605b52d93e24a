"""Medians over rounds, ratios within rounds, as a table and as CSV."""

import csv
from dataclasses import dataclass
from pathlib import Path
from statistics import median

FIGURES = {
    # name: format in the table
    "user_us": ".2f",
    "system_us": ".2f",
    "cpu_us": ".2f",
    "requests_s": ".0f",
    "p50_us": ".0f",
    "p99_us": ".0f",
    "p999_us": ".0f",
    "rss_mib": ".0f",
    "pss_mib": ".0f",
    "errors": ".0f",
}
RATIOS = {"cpu": "cpu_us", "requests": "requests_s", "p50": "p50_us", "p99": "p99_us"}


@dataclass(frozen=True)
class Sample:
    """One proxy in one case of one round; CPU and memory are 0 where there is no proxy."""

    case: str
    proxy: str
    round: int
    figures: dict[str, float]


class Report:
    def __init__(self, references: list[str]):
        self._references = references
        self._samples: list[Sample] = []

    def add(self, sample: Sample) -> None:
        self._samples.append(sample)

    def table(self) -> str:
        """For each case the figures, and under them the ratios."""
        parts = []
        for case in dict.fromkeys(sample.case for sample in self._samples):
            figures, ratios = [[case, *FIGURES]], [[case, *self._ratio_names()]]
            for proxy in dict.fromkeys(it.proxy for it in self._samples if it.case == case):
                mine = self._of(case, proxy)
                medians = [format(_median(mine, key), form) for key, form in FIGURES.items()]
                figures.append([proxy, *medians])
                ratios.append([proxy, *(_text(value) for value in self._ratios(mine))])
            parts += [_align(figures), _align(ratios)]
        return "\n\n".join(parts)

    def write(self, path: Path) -> None:
        """Every sample, and the medians with `median` as their round."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", newline="") as file:
            out = csv.writer(file)
            out.writerow(["case", "proxy", "round", *FIGURES, *self._ratio_names()])
            for case, proxy in dict.fromkeys((it.case, it.proxy) for it in self._samples):
                mine = self._of(case, proxy)
                for sample in mine:
                    out.writerow(self._row(case, proxy, str(sample.round), [sample]))
                out.writerow(self._row(case, proxy, "median", mine))

    def _row(self, case: str, proxy: str, name: str, samples: list[Sample]) -> list[str]:
        figures = [format(_median(samples, key), ".3f") for key in FIGURES]
        return [case, proxy, name, *figures, *(_text(it) for it in self._ratios(samples))]

    def _of(self, case: str, proxy: str) -> list[Sample]:
        return [it for it in self._samples if it.case == case and it.proxy == proxy]

    def _ratio_names(self) -> list[str]:
        return [f"{name}/{reference}" for reference in self._references for name in RATIOS]

    def _ratios(self, samples: list[Sample]) -> list[float | None]:
        """The medians of the ratios to what each reference did in the same round.

        Whoever writes an access log is compared with those that write one.
        """
        log = "+log" if samples[0].proxy.endswith("+log") else ""
        values: list[float | None] = []
        for reference in self._references:
            for figure in RATIOS.values():
                pairs = [
                    (it.figures[figure], other.figures[figure])
                    for it in samples
                    for other in self._of(it.case, reference + log)
                    if other.round == it.round
                ]
                ratios = [mine / other for mine, other in pairs if mine > 0 and other > 0]
                values.append(median(ratios) if ratios else None)
        return values


def _median(samples: list[Sample], figure: str) -> float:
    return median(it.figures[figure] for it in samples)


def _text(ratio: float | None) -> str:
    return "-" if ratio is None else f"{ratio:.3f}"


def _align(rows: list[list[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows)]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows
    )
