"""Processes that we start: where they run, what they cost, and that they end."""

import os
import resource
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

TICK_MICROS = 1_000_000 / os.sysconf("SC_CLK_TCK")
FILES_NEEDED = 10_000  # 4,096 clients, as many connections to replicas, and some


@dataclass(frozen=True)
class Cost:
    """Processor time since the start, in microseconds."""

    user: float
    system: float

    def __sub__(self, other: "Cost") -> "Cost":
        return Cost(self.user - other.user, self.system - other.system)


class Program:
    """A program and its children: a session of their own, bound to some cores."""

    def __init__(self, command: list[str], cores: set[int], log: Path):
        with log.open("wb") as out:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=lambda: os.sched_setaffinity(0, cores),
            )
        self._log = log

    def __enter__(self) -> "Program":
        return self

    def __exit__(self, *_) -> None:
        self._process.terminate()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            pass
        for pid in self._pids():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self._process.wait()

    @property
    def pid(self) -> int:
        return self._process.pid

    def check(self) -> None:
        """Raises if it has ended, with the last that it said."""
        if self._process.poll() is not None:
            said = self._log.read_text(errors="replace")[-2000:]
            raise SystemExit(f"{self._process.args[0]} ended by itself:\n{said}")

    def cost(self) -> Cost:
        stats = [stat for pid in self._pids() if (stat := _stat(pid))]
        return Cost(
            sum(int(stat[11]) for stat in stats) * TICK_MICROS,
            sum(int(stat[12]) for stat in stats) * TICK_MICROS,
        )

    def memory(self) -> tuple[float, float]:
        """Resident and proportional size, in MiB."""
        rss = pss = 0
        for pid in self._pids():
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Rss:"):
                    rss += int(line.split()[1])
                elif line.startswith("Pss:"):
                    pss += int(line.split()[1])
        return rss / 1024, pss / 1024

    def _pids(self) -> list[int]:
        numbers = [int(name) for name in os.listdir("/proc") if name.isdigit()]
        session = str(self._process.pid)
        return [pid for pid in numbers if (stat := _stat(pid)) and stat[3] == session]


def _stat(pid: int) -> list[str] | None:
    """The fields of /proc/PID/stat from the third on, the state; none if it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None


def end_in_order() -> None:
    """From now on, SIGTERM ends this program as SIGINT does: whoever has started others ends them."""
    signal.signal(signal.SIGTERM, _leave)


def _leave(number: int, _) -> None:
    signal.signal(number, signal.SIG_IGN)  # once is enough, and twice would leave some of them
    sys.exit(128 + number)


def which(name: str) -> str | None:
    """Finds a program, also where only administrators look."""
    return shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/local/sbin:/usr/sbin")


def split_cores(for_proxy: int) -> tuple[set[int], set[int]]:
    """The cores of the proxy, and those of the load and the replicas."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        raise SystemExit("at least two cores are needed: one for the proxy, one for the rest")
    count = min(for_proxy or len(cores) // 2, len(cores) - 1)
    return set(cores[:count]), set(cores[count:])


def allow_many_files() -> None:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if hard != resource.RLIM_INFINITY and hard < FILES_NEEDED:
        print(f"peers: only {hard} open files are allowed; many connections may fail (ulimit -n)")
    soft = hard if hard != resource.RLIM_INFINITY else FILES_NEEDED
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
