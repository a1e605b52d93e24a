#!/usr/bin/env python3
"""The comparison runs, says what it must, and leaves nothing behind. A few seconds."""

import csv
import os
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True

FOLDER = Path(__file__).resolve().parent
PEERS = FOLDER.with_name("peers")
sys.path.insert(0, str(FOLDER.parent))

from comparison import processes
from comparison.report import FIGURES, Report, Sample

MISSING = [name for name in ("haproxy", "nginx", "wrk") if not processes.which(name)]
if not (FOLDER.parents[1] / "cli/target/ringkeeper.jar").exists():
    MISSING.append("Ringkeeper's jar")


def descendants_in(folder: str) -> list[str]:
    """The command lines that name this folder."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            command = Path(f"/proc/{pid}/cmdline").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if f"{folder}/peers-" in command:
            found.append(command)
    return found


@unittest.skipIf(MISSING, "missing: " + ", ".join(MISSING))
class PeersTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.csv = Path(self.folder, "peers.csv")

    def start(self, *arguments: str) -> subprocess.Popen:
        return subprocess.Popen(
            [PEERS, "--smoke", "--csv", self.csv, *arguments],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "TMPDIR": self.folder},
        )

    def test_every_proxy_is_measured(self):
        run = self.start("--cases", "100B-64")
        out, _ = run.communicate(timeout=120)
        self.assertEqual(run.returncode, 0, out)
        with self.csv.open() as file:
            rows = {row["proxy"]: row for row in csv.DictReader(file) if row["round"] == "median"}
        self.assertEqual(set(rows), {"none", "haproxy", "nginx", "ringkeeper"})
        for name, row in rows.items():
            self.assertGreater(float(row["requests_s"]), 0, name)
            self.assertEqual(float(row["errors"]), 0, name)
        self.assertGreater(float(rows["ringkeeper"]["cpu/nginx"]), 0)
        self.assertEqual(descendants_in(self.folder), [])

    def test_whoever_logs_is_compared_with_whoever_logs(self):
        run = self.start("--cases", "100B-64", "--access-log", "on", "--log-format", "json")
        out, _ = run.communicate(timeout=120)
        self.assertEqual(run.returncode, 0, out)
        with self.csv.open() as file:
            rows = {row["proxy"]: row for row in csv.DictReader(file) if row["round"] == "median"}
        self.assertEqual(set(rows), {"none", "haproxy+log", "nginx+log", "ringkeeper+log"})
        self.assertGreater(float(rows["ringkeeper+log"]["cpu/nginx"]), 0)
        self.assertGreater(float(rows["ringkeeper+log"]["cpu/haproxy"]), 0)

    def test_an_interrupt_ends_everything(self):
        for way in (signal.SIGINT, signal.SIGTERM):
            run = self.start("--proxies", "haproxy,nginx")
            while not descendants_in(self.folder) and run.poll() is None:
                pass
            run.send_signal(way)
            run.communicate(timeout=30)
            self.assertEqual(run.returncode, 128 + way)
            self.assertEqual(descendants_in(self.folder), [])
            self.assertEqual(os.listdir(self.folder), [])


class ReportTest(unittest.TestCase):
    def test_ratios_are_taken_within_rounds(self):
        report = Report(["nginx"])
        for number, (nginx, other) in enumerate([(10, 5), (100, 80), (20, 40)], 1):
            for proxy, cpu in (("nginx", nginx), ("ringkeeper", other)):
                figures = {**dict.fromkeys(FIGURES, 1.0), "cpu_us": cpu}
                report.add(Sample("case", proxy, number, figures))
        last = report.table().splitlines()[-1].split()
        self.assertEqual(last[:2], ["ringkeeper", "0.800"])


if __name__ == "__main__":
    unittest.main()
