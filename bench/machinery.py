# machinery.py -- builds what measuring needs, makes the data, and runs a command for its output and its cost.
# SPDX-License-Identifier: MIT
import dataclasses
import datetime
import os
import pathlib
import platform
import shutil
import subprocess
import sys

from peers import peer

BENCH = pathlib.Path(__file__).resolve().parent
SOURCE = BENCH.parent


class Failed(Exception):
    """Why the benchmark cannot go on, or what does not agree."""


@dataclasses.dataclass
class Cost:
    """Of one process: seconds, seconds, MiB."""
    wall: float
    cpu: float
    peak: float


def say(text):
    print(text, file=sys.stderr, flush=True)


# ------------------------------------------------------------------ programs

def build_engage():
    """-> the engage of the release preset, brought up to date"""
    for words in (["cmake", "--preset", "release"], ["cmake", "--build", "--preset", "release", "--target", "engage"]):
        done = subprocess.run(words, cwd=SOURCE, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if done.returncode != 0:
            raise Failed(f"{' '.join(words)}:\n{done.stdout}{done.stderr}")
    return SOURCE / "build/release/engage"


def build_own(tools):
    """The generator, and the program that measures: static, so that it is small."""
    for name, flags in (("generate", []), ("measure", ["-static"])):
        program, sources = tools.build / name, [BENCH / f"{name}.cpp", *BENCH.glob("*.hpp")]
        if not program.exists() or program.stat().st_mtime < max(source.stat().st_mtime for source in sources):
            compiler = os.environ.get("CXX", "g++")
            subprocess.run([compiler, "-std=c++20", "-O2", *flags, "-o", program, sources[0]], check=True)


# ------------------------------------------------------------------ data

def make_data(tools, folder, rows, form, shape):
    """-> the file, made if it is not there or older than the generator, and read once so that the page cache has it"""
    path, generator = folder / f"{shape}-{rows}.{form}", tools.build / "generate"
    if not path.exists() or path.stat().st_mtime < generator.stat().st_mtime:
        half = path.with_suffix(".half")
        with half.open("wb") as file:
            subprocess.run([generator, str(rows), form, shape], stdout=file, check=True)
        half.rename(path)
    columns = peer.FEW_COLUMNS if shape == "few" else peer.COLUMNS
    with path.open("rb") as file:
        if form == "csv":
            columns = file.readline().decode().replace('"', "").strip().split(",")
        while file.read(1 << 20):
            pass
    return peer.Data(path, form, shape, rows, columns)


# ------------------------------------------------------------------ one process

def run(tools, words):
    """-> (what the command printed, its cost)"""
    output, cost, errors = (tools.scratch / name for name in ("output", "cost", "errors"))
    with output.open("wb") as out, errors.open("wb") as err:
        command = [tools.build / "measure", cost, *map(str, words)]
        subprocess.run(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, check=True)
    status, wall, cpu, peak = cost.read_text().split()
    if status != "0":
        said = errors.read_text(errors="replace")[-2000:].strip()
        raise Failed(f"exit status {status} of {' '.join(map(str, words))}\n{said}")
    return output.read_text("utf-8"), Cost(float(wall), float(cpu), int(peak) / 1024)


def works(tools, words):
    """-> whether the command ends well"""
    try:
        run(tools, words)
    except Failed:
        return False
    return True


# ------------------------------------------------------------------ machine

def field_of(path, name):
    """-> the first value of a file of `name : value` lines"""
    for line in pathlib.Path(path).read_text().splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return "unknown"


def revision():
    """-> the commit that is measured, and whether anything was changed since"""
    if not shutil.which("git"):
        return "unknown"
    return peer.first_line("git", "-C", SOURCE, "describe", "--always", "--dirty", "--abbrev=12") or "unknown"


def machine():
    """-> what the results depend on, as lines; to be asked before anything is measured, for its load is that of others"""
    memory = int(field_of("/proc/meminfo", "MemTotal").split()[0]) / (1 << 20)
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    compiler = peer.first_line(os.environ.get("CXX", "g++"), "--version")
    today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
    return [f"{today}, commit {revision()}",
            f"{os.cpu_count()} cores, {field_of('/proc/cpuinfo', 'model name')}; {memory:.0f} GiB of memory",
            f"{system}, Linux {platform.release()}; {compiler}",
            f"load average {os.getloadavg()[0]:.1f} when the run began"]
