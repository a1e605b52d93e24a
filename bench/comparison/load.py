"""The cases, and the load that wrk makes of them."""

import http.client
import json
import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from .processes import Program

# Clients that think for up to a millisecond per so many of them ask some 30,000 times a second.
PACE = 16

SCRIPT = Path(__file__).with_name("load.lua")
PATIENCE_SECONDS = 15


@dataclass(frozen=True)
class Case:
    """What clients do."""

    connections: int
    answer: str = "100B"
    upload: int = 0
    close: bool = False
    zipf: bool = False
    think: int = 0  # milliseconds between an answer and the next request, at most

    @property
    def name(self) -> str:
        what = "upload" if self.upload else self.answer
        extras = [word for word, is_so in (("new", self.close), ("zipf", self.zipf), ("paced", self.think)) if is_so]
        return "-".join([what, str(self.connections), *extras])

    def arguments(self) -> list[str]:
        return [
            "POST" if self.upload else "GET",
            "/upload" if self.upload else f"/{self.answer}",
            str(self.upload),
            "close" if self.close else "keep",
            "zipf" if self.zipf else "uniform",
            str(self.think),
        ]


CASES = [
    *(Case(connections) for connections in (64, 512, 4096)),
    *(Case(connections, "16KiB") for connections in (64, 512)),
    *(Case(connections, "1MiB") for connections in (64, 512)),
    Case(64, upload=64 * 1024),
    Case(64, close=True),
    Case(64, zipf=True),
    *(Case(connections, think=connections // PACE) for connections in (64, 512)),
]


@dataclass(frozen=True)
class Outcome:
    """What the clients saw; times in microseconds."""

    requests: int
    micros: int
    p50: int
    p99: int
    p999: int
    errors: int


def run(
    wrk: str, case: Case, port: int, seconds: int, cores: set[int], under: list[str] | None = None
) -> Outcome:
    """Runs wrk, under another program if one is given."""
    threads = min(len(cores), case.connections)
    command = [*(under or []), wrk, f"-t{threads}", f"-c{case.connections}", f"-d{seconds}s", "--timeout", "10s"]
    command += ["-s", str(SCRIPT), f"http://127.0.0.1:{port}", "--", *case.arguments()]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, cores),
    )
    if done.returncode != 0:
        raise SystemExit(f"wrk: {done.stderr or done.stdout}")
    return Outcome(**json.loads(done.stdout.rstrip().rpartition("\n")[2]))


def await_answer(program: Program, port: int) -> None:
    """Waits until it answers with what a replica says."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        program.check()
        try:
            if ask(port, "1").endswith("x"):
                return
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.05)
    raise SystemExit(f"nothing answers at port {port} within {PATIENCE_SECONDS} s")


def ask(port: int, key: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/100B", headers={"X-Request-ID": key})
        return connection.getresponse().read().decode()
    finally:
        connection.close()


def await_hashing(name: str, port: int) -> None:
    """Waits until each key has one replica, and every replica has keys."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    keys = [str(number) for number in range(100_000, 100_060)]
    while time.monotonic() < deadline:
        owners = [{ask(port, key) for _ in range(3)} for key in keys]
        if all(len(owner) == 1 for owner in owners) and len(set.union(*owners)) == 3:
            return
    raise SystemExit(f"{name} does not hash by X-Request-ID over three replicas")
