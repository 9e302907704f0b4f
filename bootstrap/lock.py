"""Lock files: every version pinned, for Linux and macOS, without the CUDA packages that a CPU build does not need."""
from __future__ import annotations

import re
import subprocess
from pathlib import Path

from bootstrap.console import Progress, Stop
from bootstrap.layout import ROOT

CUDA = re.compile(r"(nvidia-|cuda-|triton==)")
HEADER = "# Made by `make lock` from {source}: edit that file, not this one.\n"


def write_locks(uv: Path) -> None:
    """requirements.txt and bot/requirements.txt from their .in files."""
    for source, version in ((ROOT / "requirements.in", "3.11"), (ROOT / "bot" / "requirements.in", "3.10")):
        with Progress(f"Resolving {source.relative_to(ROOT)}"):
            source.with_suffix(".txt").write_text(_resolve(uv, source, version), encoding="utf-8")


def _resolve(uv: Path, source: Path, version: str) -> str:
    done = subprocess.run([str(uv), "pip", "compile", "--universal", "--quiet", "--no-header", "--no-annotate",
                           "--python-version", version, str(source)], capture_output=True, text=True)
    if done.returncode != 0:
        raise Stop(done.stderr.strip())
    return HEADER.format(source=source.relative_to(ROOT)) + "".join(without_cuda(done.stdout.splitlines(keepends=True)))


def without_cuda(lines: list[str]) -> list[str]:
    """Lock lines less the CUDA packages, and torch without a marker or a local version."""
    kept: list[str] = []
    for line in lines:
        if line.startswith("torch=="):
            line = re.match(r"torch==[0-9.]+", line).group() + "\n"
        if not CUDA.match(line) and (line not in kept):
            kept.append(line)
    return kept
