#!/usr/bin/env python3
"""The one door: sets Waymark up in .venv and runs it. Needs a stock Python 3.10 or newer and nothing else.

python3 run.py            the web app
python3 run.py test       the whole test suite
python3 run.py COMMAND    any other command; `python3 run.py --help` lists them
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
RUNTIME = ROOT / "requirements.txt"
FOR_TESTS = ROOT / "requirements-test.txt"
AT_A_TIME = min((os.cpu_count() or 1) + 1, 4)
WHOLE_SUITE = ["-n", str(AT_A_TIME), "--dist", "loadfile", "--no-loadscope-reorder"]
"""Side by side, in the order of the files: those with a browser take longest and come early, and wait often,
so there is one more than there are processors. `test` with arguments of its own runs one after another."""
OPTIONAL = "# optional"
OLDEST = (3, 10)


def fail(message: str) -> NoReturn:
    """One clear line, and exit code 1."""
    sys.exit(f"run.py: {message}")


def python() -> Path:
    """The interpreter inside .venv."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def say(message: str) -> None:
    """A line of progress, on standard error: standard output belongs to the command."""
    print(message, file=sys.stderr, flush=True)


def make_venv() -> None:
    """Makes .venv, or makes it anew where another Python made it or it can't start."""
    mark = VENV / "waymark-python"
    wanted = f"{sys.version_info.major}.{sys.version_info.minor} {sys.base_prefix}"
    if python().exists() and mark.exists() and mark.read_text(encoding="utf-8") == wanted:
        return
    try:
        import ensurepip  # noqa: F401
        import venv
    except ImportError:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        fail(f"this Python has no venv. On Debian or Ubuntu: sudo apt-get install python{version}-venv")
    if VENV.exists():
        shutil.rmtree(VENV)
    say("Setting up .venv (once) ...")
    try:
        venv.create(VENV, with_pip=True)
    except (OSError, subprocess.CalledProcessError) as error:
        shutil.rmtree(VENV, ignore_errors=True)
        fail(f".venv can't be made: {error}")
    mark.write_text(wanted, encoding="utf-8")


def pip_install(*arguments: str) -> list[str]:
    """Runs pip install, a line for each package; gives pip's last lines where it failed, else nothing."""
    pip_itself = [str(python()), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    lines: list[str] = []
    with subprocess.Popen(
        [*pip_itself, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as pip:
        for line in pip.stdout or ():
            lines.append(line.rstrip())
            first = line.split()[:2]
            if first[:1] == ["Collecting"] or first == ["Building", "wheel"]:
                say(f"  {line.split(' (from')[0].strip()}")
    return lines[-12:] if pip.returncode else []


def split(requirements: Path) -> tuple[list[str], list[str]]:
    """The lines that are needed and those marked optional."""
    needed: list[str] = []
    optional: list[str] = []
    for line in requirements.read_text(encoding="utf-8").splitlines():
        plain = line.split("#")[0].strip()
        if plain:
            (optional if line.rstrip().endswith(OPTIONAL) else needed).append(plain)
    return needed, optional


def install(requirements: Path) -> None:
    """Installs a requirements file unless this very file is installed already; optional lines may fail.

    They are tried again once a C compiler has come.
    """
    stamp = VENV / f"installed-{requirements.stem}"
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    wanted += " with a compiler" if shutil.which("cc") or shutil.which("gcc") else ""
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    say(f"Installing what {requirements.name} names (once, about a minute) ...")
    needed, optional = split(requirements)
    problem = pip_install(*needed)
    if problem:
        say("\n".join(problem))
        fail(f"{requirements.name} can't be installed; the lines above are pip's own.")
    for line in optional:
        if pip_install(line):
            say(f"{line.split(';')[0]} can't be installed here. Waymark works without it.")
    stamp.write_text(wanted, encoding="utf-8")


def main() -> int:
    """Sets up what is missing, then hands over to the command."""
    if sys.version_info < OLDEST:
        version = ".".join(str(part) for part in sys.version_info[:3])
        fail(f"Waymark needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {version}.")
    arguments = sys.argv[1:]
    make_venv()
    install(RUNTIME)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    if arguments[:1] == ["test"]:
        install(FOR_TESTS)
        os.chdir(ROOT)
        command = [str(python()), "-m", "pytest", *(arguments[1:] or WHOLE_SUITE)]
    else:
        command = [str(python()), "-m", "webapp.cli", *arguments]
    try:
        if os.name == "nt":
            return subprocess.run(command, env=environment, check=False).returncode
        os.execve(command[0], command, environment)
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
