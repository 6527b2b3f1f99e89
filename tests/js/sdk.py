"""What Microsoft's JavaScript SDK says of our cards. One Node process for any number of them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot import playground

SCRIPT = Path(__file__).parent / "parse_cards.cjs"


def complaints(cards: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    """For each card the SDK's complaints; an empty list when it has none."""
    command = [playground.node(), str(SCRIPT)]
    done = subprocess.run(command, input=json.dumps(list(cards)), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
