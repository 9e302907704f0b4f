"""Train the dialogue: `python -m bot.train --out var/models/signpost.tar.gz`. The same data give the same model."""
from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from pathlib import Path
from typing import Optional, Sequence

from bot import quiet_logs
from bot.serve import MODEL, ROOT


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Train on config.yml, domain.yml and data/, and put the model in place at once. Returns 0, or 1 when training failed."""
    parser = argparse.ArgumentParser(description="Train the dialogue.")
    parser.add_argument("--out", type=Path, default=MODEL, help="where the model goes (default: var/models/signpost.tar.gz)")
    out: Path = parser.parse_args(arguments).out.resolve()
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.chdir(ROOT)
    quiet_logs.configure()
    with contextlib.redirect_stdout(io.StringIO()) as printed, contextlib.redirect_stderr(printed):  # Rasa's progress bars
        result = train(out)
    if result is None:
        print(printed.getvalue(), "Training the dialogue failed; what Rasa printed stands above.", sep="\n", file=sys.stderr)
        return 1
    print(f"The dialogue is trained: {result}")
    return 0


def train(out: Path) -> Optional[Path]:
    """Train beside `out`, then move over it, so that a server never sees half a model. None when Rasa gave no model."""
    import rasa

    out.parent.mkdir(parents=True, exist_ok=True)
    fresh = out.with_name(f"new-{out.name}")
    result = rasa.train(domain="domain.yml", config="config.yml", training_files="data", output=str(fresh.parent),
                        force_training=True, fixed_model_name=fresh.name)
    if result.code != 0 or not result.model or not fresh.is_file():
        return None
    fresh.replace(out)
    return out


if __name__ == "__main__":
    sys.exit(main())
