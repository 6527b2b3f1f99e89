#!/bin/sh
# One verified copy, named so that 7 days, 5 weeks and 12 months are kept: a name that comes again is replaced,
# and `backup` replaces a file only by a whole and verified one.
# Usage: backup.sh FOLDER   (PYTHON and TODAY may be set, for a trial)
set -eu
folder=$1
python=${PYTHON:-.venv/bin/python}
today=${TODAY:-$(date +%Y-%m-%d)}
name="day-$(date -d "$today" +%u)"
"$python" app.py backup "$folder/$name.db"
if [ "$(date -d "$today" +%u)" = 7 ]; then
    week=$(date -d "$today" +%V)
    cp "$folder/$name.db" "$folder/.week.part"
    mv "$folder/.week.part" "$folder/week-$(( ${week#0} % 5 )).db"
fi
if [ "$(date -d "$today" +%d)" = 01 ]; then
    cp "$folder/$name.db" "$folder/.month.part"
    mv "$folder/.month.part" "$folder/month-$(date -d "$today" +%m).db"
fi
