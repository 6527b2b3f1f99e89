#!/usr/bin/env bash
# Every test in one run, then the coverage gates; pytest's closing line comes last.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit
python=${PYTHON:-.venv/bin/python}
mkdir -p out
rm -f .coverage .coverage.*

"$python" -m pytest -n "${WORKERS:-2}" --dist loadgroup --durations=10 \
    --cov --cov-report= --junitxml=out/tests.xml "$@" 2>&1 | tee out/pytest.txt
code=${PIPESTATUS[0]}

gate() { # gate PERCENT FILES WHAT
    echo "Coverage of $3: at least $1 %"
    "$python" -m coverage report --fail-under="$1" --include="$2" || { echo "FAILED: $3 below $1 %"; code=1; }
}
gate 100 'domain/*,cards/*' 'domain and cards, with branches'
gate 95 'app.py,bot/*,cards/*,storage/*,domain/*' 'all of it, with branches'

[ "$code" -eq 0 ] && echo "All tests and gates passed." || echo "Something failed: see above."
grep -E '^=+ .*(passed|failed|error|no tests ran).* =+$' out/pytest.txt | tail -n 1
exit "$code"
