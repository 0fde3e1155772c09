"""Runs every program on the same events, compares what they say, and measures them.

Started by `run`, which installs the programs and makes the events.
"""

import argparse
import csv
import datetime
import io
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PEERS = ROOT / "target" / "peers"
DATA = PEERS / "data"
OUTPUT = PEERS / "output"

# What a balance stands for; an account without a balance is a channel without a status.
STATUSES = {0: "unrecorded", 1: "open", 2: "suspended", 3: "negotiating"}

BEGIN = "<!-- measured: peers -->\n"
END = "<!-- end -->"


class Failure(Exception):
    """Ends the run with a sentence for people."""


# From the output of a program to the status of every channel that it names.


def of_detente(text):
    return {channel["id"]: channel["status"] for channel in json.loads(text)["channels"]}


def of_duckdb(text):
    return dict(csv.reader(io.StringIO(text)))


def of_balances(pattern):
    """Reads lines that tell the balance and the number of a channel, in the groups that the pattern names."""

    def read(text):
        found = {}
        for match in re.finditer(pattern, text, re.MULTILINE):
            balance = int(float(match["balance"]))
            if balance not in STATUSES:
                raise Failure(f"a balance of {balance} on the account of line-{match['line']} stands for no status")
            found[f"line-{match['line']}"] = STATUSES[balance]
        return found

    return read


NUMBER = r"(?P<balance>-?\d+(\.\d+)?)"
ACCOUNT = r"Assets:Line-(?P<line>\d+)"


@dataclass
class Program:
    """A program, what it is asked, and how its answer is read."""

    name: str
    file: str
    command: list
    answer: Callable | None
    version: list | None = None
    slow: bool = False
    walls: list = field(default_factory=list)
    processor: list = field(default_factory=list)
    # The wall times of detente and of this program, where they ran in turn.
    pairs: list = field(default_factory=list)
    memory: int = 0

    def run(self):
        """Runs it once; returns its wall time and its processor time."""
        with open(OUTPUT / f"{self.name}.out", "wb") as out, open(OUTPUT / f"{self.name}.err", "wb") as err:
            actions = [
                (os.POSIX_SPAWN_DUP2, out.fileno(), 1),
                (os.POSIX_SPAWN_DUP2, err.fileno(), 2),
            ]
            start = time.perf_counter()
            process = os.posix_spawn(self.command[0], self.command, ENVIRONMENT, file_actions=actions)
            _, status, usage = os.wait4(process, 0)
            wall = time.perf_counter() - start
        self.refuse(os.waitstatus_to_exitcode(status))
        return wall, usage.ru_utime + usage.ru_stime

    def weigh(self):
        """Runs it once more; keeps its peak memory.

        The kernel counts what the starting process held, so the start is left to a smaller one than this.
        """
        peak = OUTPUT / "memory"
        with open(OUTPUT / f"{self.name}.out", "wb") as out, open(OUTPUT / f"{self.name}.err", "wb") as err:
            command = ["/usr/bin/time", "--quiet", "-f", "%M", "-o", str(peak), *self.command]
            done = subprocess.run(command, env=ENVIRONMENT, stdout=out, stderr=err, check=False)
        self.refuse(done.returncode)
        self.memory = int(peak.read_text())

    def refuse(self, exit_code):
        """Ends the run if the program failed or complained; not all of them fail where they complain."""
        complaint = (OUTPUT / f"{self.name}.err").read_text(errors="replace").strip()[:2000]
        if exit_code != 0 or complaint:
            raise Failure(f"{self.name} ended with exit code {exit_code} on {self.file}:\n{complaint}")

    def says(self):
        return self.answer((OUTPUT / f"{self.name}.out").read_text())

    def version_line(self):
        done = subprocess.run(self.version, env=ENVIRONMENT, capture_output=True, text=True, check=False)
        return re.search(r"\d+(\.\d+)+", done.stdout + done.stderr)[0]


# No configuration of the user, no cache, no locale that prints numbers otherwise.
ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "HOME": str(OUTPUT),
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "BEANCOUNT_DISABLE_LOAD_CACHE": "1",
}


def in_path(name):
    for folder in os.environ["PATH"].split(":"):
        if os.access(Path(folder) / name, os.X_OK):
            return str(Path(folder) / name)
    raise Failure(f"there is no `{name}` on the PATH")


def detente():
    program = str(ROOT / "target" / "release" / "detente")
    ledger = str(DATA / "ledger.yaml")
    return Program(
        "detente",
        "ledger.yaml",
        [program, "status", "--on", "2200-01-01", "--format", "json", "--file", ledger],
        of_detente,
        [program, "--version"],
    )


def peer(name):
    """One of the programs to compare with."""

    def data(file):
        return str(DATA / file)

    python = str(PEERS / "venv" / "bin" / "python")
    if name == "hledger":
        program = in_path("hledger")
        command = [program, "-f", data("hledger.journal"), "--strict", "balance", "--flat", "-N", "-O", "csv", "Assets"]
        return Program(
            name, "hledger.journal", command, of_balances(f'^"{ACCOUNT}","{NUMBER}"'), [program, "--version"], True
        )
    if name == "ledger":
        program = in_path("ledger")
        command = [program, "--args-only", "--pedantic", "-f", data("ledger.dat"), "balance", "--flat", "--no-total"]
        command += ["--balance-format", "%(account),%(amount)\\n", "Assets"]
        return Program(name, "ledger.dat", command, of_balances(f"^{ACCOUNT},{NUMBER}"), [program, "--version"], True)
    if name in ("tackler", "tackler-audit"):
        program = str(PEERS / "bin" / "tackler")
        command = [program, "--config", data("tackler.toml"), "--input.file", data(f"{name}.txn")]
        if name == "tackler-audit":
            command += ["--audit.mode", "true"]
        return Program(
            name, f"{name}.txn", command, of_balances(rf"^\s*{NUMBER}\s+{ACCOUNT}$"), [program, "--version"]
        )
    if name == "rustledger":
        program = str(PEERS / "bin" / "rledger")
        # Not its `report`, which does not check what it reports.
        command = [program, "query", "--no-cache", "--format", "csv", data("events.beancount")]
        command += ["SELECT account, sum(number) GROUP BY account"]
        return Program(name, "events.beancount", command, of_balances(f"^{ACCOUNT},{NUMBER}"), [program, "--version"])
    if name == "beancount":
        command = [python, str(HERE / "beancount_balances.py"), data("events.beancount")]
        version = [python, "-c", "import beancount; print(beancount.__version__)"]
        return Program(name, "events.beancount", command, of_balances(f"^{ACCOUNT},{NUMBER}"), version, True)
    if name == "duckdb":
        program = str(PEERS / "venv" / "bin" / "duckdb")
        command = [program, "-bail", "-cmd", f".cd {DATA}", "-f", str(HERE / "status.sql")]
        return Program(name, "events.csv", command, of_duckdb, [program, "--version"])
    raise Failure(f"no program is called `{name}`")


def yardsticks():
    """Programs that bound what a reader of the same file can do."""
    ledger = str(DATA / "ledger.yaml")
    return [
        Program("wc -l", "ledger.yaml", [in_path("wc"), "-l", ledger], None),
        Program("sha256sum", "ledger.yaml", [in_path("sha256sum"), ledger], None),
        Program("empty program", "", [str(PEERS / "empty")], None),
    ]


def compare(program, expected):
    """Refuses an answer that is not detente's."""
    said = program.says()
    strangers = sorted(set(said) - set(expected))
    differences = [f"{channel}: unknown to detente" for channel in strangers]
    for channel, status in expected.items():
        other = said.get(channel, "unrecorded")
        if other != status:
            differences.append(f"{channel}: {other}, and detente says {status}")
    if differences:
        shown = "\n".join(f"  {difference}" for difference in differences[:20])
        more = f"\n  … and {len(differences) - 20} more" if len(differences) > 20 else ""
        raise Failure(f"{program.name} and detente differ on these channels:\n{shown}{more}")


def warm_up(programs, run):
    """Runs everything once; returns the answer that all of them give."""
    expected = None
    for program in programs:
        print(f"once: {program.name}", flush=True)
        run(program)
        if program.answer is None:
            continue
        if expected is None:
            expected = program.says()
        compare(program, expected)
    return expected


def measure(programs, expected, rounds, slow_rounds):
    """Runs each program in turn with detente, which is the first of them: one, the other, one, the other."""
    own = programs[0]
    for program in programs[1:]:
        for _ in range(slow_rounds if program.slow else rounds):
            print(f"{own.name} and {program.name}", flush=True)
            pair = (own.run(), program.run())
            for one in (own, program):
                if one.answer is not None:
                    compare(one, expected)
            program.pairs.append(tuple(wall for wall, _ in pair))
            for one, (wall, processor) in zip((own, program), pair):
                one.walls.append(wall)
                one.processor.append(processor)


def beside(program):
    """The median of the wall times of detente in its pairs with a program."""
    return statistics.median(own for own, _ in program.pairs)


def ratio(program):
    """The median of how many times as long as detente a program took, pair by pair."""
    return statistics.median(other / own for own, other in program.pairs)


def digits(value):
    """A ratio as far as it means something: two figures, or whole numbers."""
    return f"{value:,.0f}" if value >= 9.95 else f"{value:#.2g}"


def seconds(value):
    if value < 0.0995:
        return f"{value * 1000:.0f} ms"
    return f"{value:.2f} s" if value < 9.95 else f"{value:.0f} s"


def table(programs):
    lines = [
        "| program | reads | wall time | detente beside it | ratio | processor time | memory | runs |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for program in programs:
        size = f"{program.file}, {(DATA / program.file).stat().st_size / 1e6:,.0f} MB" if program.file else ""
        name = f"{program.name} {program.version_line()}" if program.version else program.name
        cells = [
            name,
            size,
            seconds(statistics.median(program.walls)),
            seconds(beside(program)) if program.pairs else "",
            digits(ratio(program)) if program.pairs else "",
            seconds(statistics.median(program.processor)),
            f"{program.memory / 1024:,.0f} MiB",
            str(len(program.walls)),
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def first_match(file, pattern, otherwise):
    try:
        match = re.search(pattern, Path(file).read_text(), re.MULTILINE)
    except OSError:
        return otherwise
    return match[1] if match else otherwise


def machine():
    processor = first_match("/proc/cpuinfo", r"^model name\s*:\s*(.+)$", platform.machine())
    memory = int(first_match("/proc/meminfo", r"^MemTotal:\s*(\d+)", "0")) / 1024 / 1024
    system = first_match("/etc/os-release", r'^PRETTY_NAME="(.+)"$', platform.system())
    rustc = subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
    cores = len(os.sched_getaffinity(0))
    return (
        f"{cores} cores of {processor}, {memory:.0f} GiB, {system}, Linux {platform.release()}, rustc {rustc}, "
        f"{datetime.date.today()}"
    )


class Others:
    """How much of the machine other processes used while something was measured."""

    def __init__(self):
        self.busy, self.own, self.wall = self.now()

    @staticmethod
    def now():
        ticks = [int(word) for word in first_match("/proc/stat", r"^cpu +([\d ]+)$", "0 0 0 0 0").split()]
        # All but idle and waiting for disks; what guests use is counted in the first two already.
        busy = sum(ticks[:3] + ticks[5:8]) / os.sysconf("SC_CLK_TCK")
        own = sum(os.times()[:4])
        return busy, own, time.perf_counter()

    def share(self):
        busy, own, wall = self.now()
        others = (busy - self.busy) - (own - self.own)
        return max(0, others) / (wall - self.wall) / os.cpu_count()


def section(programs, arguments, others):
    """The part of docs/performance.md between the markers."""
    marks = {program.name: program for program in programs}
    events, channels = f"{arguments.events:,}", f"{arguments.channels:,}"
    text = f"{events} events on {channels} channels; all programs gave the same answers.\n{machine()}.\n"
    if others > 0.05:
        text += f"Other processes used {others:.0%} of the machine meanwhile, so read no more than the ratios.\n"
    if arguments.left_out:
        text += f"Left out, since not installed: {arguments.left_out}.\n"
    text += f"\n{table(programs)}\n\n"
    text += (
        f"So detente takes {digits(1 / ratio(marks['wc -l']))} times as long as counting the lines of its file and "
        f"{digits(1 / ratio(marks['sha256sum']))} times as long as its checksum.\n"
    )
    return text


def put(document, text):
    """Puts a text between the markers of a document."""
    path = ROOT / document
    whole = path.read_text()
    if whole.count(BEGIN) != 1 or END not in whole.split(BEGIN)[1]:
        raise Failure(f"{document} has no place for the table; it needs `{BEGIN.strip()}` and `{END}` after it")
    before, rest = whole.split(BEGIN)
    after = rest[rest.index(END):]
    path.write_text(before + BEGIN + text + after)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, required=True)
    parser.add_argument("--channels", type=int, required=True)
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--slow-rounds", type=int, required=True)
    parser.add_argument("--check-only", action="store_true")
    parser.add_argument("--left-out", default="")
    parser.add_argument("--write", metavar="DOCUMENT")
    parser.add_argument("programs", nargs="*")
    arguments = parser.parse_args()
    arguments.left_out = arguments.left_out.replace(" ", ", ")

    OUTPUT.mkdir(parents=True, exist_ok=True)
    programs = [detente(), *(peer(name) for name in arguments.programs)]
    if arguments.check_only:
        expected = warm_up(programs, Program.run)
        names = ", ".join(program.name for program in programs)
        print(f"{len(expected):,} channels after {arguments.events:,} events are the same to {names}")
    else:
        programs += yardsticks()
        expected = warm_up(programs, Program.weigh)
        others = Others()
        measure(programs, expected, arguments.rounds, arguments.slow_rounds)
        text = section(programs, arguments, others.share())
        print("\n" + text, end="")
        if arguments.write:
            put(arguments.write, text)
    if arguments.left_out:
        print(f"\n!! left out, since not installed: {arguments.left_out}")


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"error: {failure}")
