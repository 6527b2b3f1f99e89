"""The limit: raw aiohttp on uvloop with orjson. `python plain.py PORT [DATABASE]`.

With a database a press writes what a saved section writes in ours (the draft, its snapshot, the journal's line, the
answer by its key) and reads what ours reads (person, chat, round, return, last month), in plain SQL, with the same
indexes and settings, in one thread whose waiting works share a durable commit.
"""

import asyncio
import hashlib
import itertools
import pathlib
import queue
import sqlite3
import sys
import threading
import time

import aiohttp
import orjson
import uvloop
from aiohttp import web

CARD = orjson.loads(pathlib.Path(__file__).with_name("reply_card.json").read_bytes())
KIND = "application/vnd.microsoft.card.adaptive"
SCHEMA = """
CREATE TABLE people (g TEXT, id TEXT, name TEXT, roles TEXT, PRIMARY KEY (g, id));
CREATE TABLE chats (g TEXT, kind TEXT, key TEXT, address TEXT, PRIMARY KEY (g, kind, key));
CREATE TABLE rounds (g TEXT, id TEXT, status TEXT, trusts TEXT, PRIMARY KEY (g, id));
CREATE TABLE returns (g TEXT, id TEXT, period TEXT, trust TEXT, draft TEXT, version INTEGER, PRIMARY KEY (g, id));
CREATE INDEX returns_period ON returns (g, period, trust);
CREATE INDEX returns_trust ON returns (g, trust, period);
CREATE TABLE versions (g TEXT, subject TEXT, version INTEGER, at TEXT, actor TEXT, hash TEXT, body TEXT,
  PRIMARY KEY (g, subject, version));
CREATE INDEX versions_at ON versions (g, at);
CREATE TABLE journal (g TEXT, seq INTEGER, at TEXT, actor TEXT, verb TEXT, subject TEXT, prev TEXT, h TEXT,
  PRIMARY KEY (g, seq)) WITHOUT ROWID;
CREATE INDEX journal_subject ON journal (g, subject, seq);
CREATE INDEX journal_actor ON journal (g, actor, seq);
CREATE INDEX journal_at ON journal (g, at);
CREATE TABLE inbox (key TEXT PRIMARY KEY, g TEXT, at TEXT, answer TEXT);
CREATE INDEX inbox_at ON inbox (at);
"""


class Writer:
    def __init__(self, path):
        self.con = sqlite3.connect(path, isolation_level=None, check_same_thread=False, cached_statements=512)
        fixed = sqlite3.sqlite_version_info >= (3, 51, 3)
        self.con.execute(f"PRAGMA journal_mode={'wal' if fixed else 'truncate'}")
        self.con.execute("PRAGMA synchronous=FULL")
        self.con.executescript(SCHEMA)
        self.queue = queue.SimpleQueue()
        self.head = (0, "")
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            done = [self.queue.get()]
            stop = time.monotonic() + 0.02
            self.con.execute("BEGIN IMMEDIATE")
            while True:
                self.save(*done[-1][:2])
                if len(done) >= 32 or time.monotonic() >= stop:
                    break
                try:
                    done.append(self.queue.get_nowait())
                except queue.Empty:
                    break
            self.con.execute("COMMIT")
            done[0][2].call_soon_threadsafe(settle, [d[3] for d in done])

    def save(self, activity, who):
        run, now = self.con.execute, time.strftime("%Y-%m-%dT%H:%M:%S.000000+00:00", time.gmtime())
        run("SELECT address FROM chats WHERE g='g' AND kind='personal' AND key=?", (who,)).fetchone()
        if run("SELECT name, roles FROM people WHERE g='g' AND id=?", (who,)).fetchone() is None:
            run("INSERT INTO people VALUES ('g', ?, 'Somebody', '[]')", (who,))
            run("INSERT INTO chats VALUES ('g', 'personal', ?, 'a')", (who,))
        key = hashlib.sha256(orjson.dumps([who, activity["id"], activity["value"]])).hexdigest()
        if run("SELECT answer FROM inbox WHERE key=?", (key,)).fetchone():
            return
        run("SELECT status, trusts FROM rounds WHERE g='g' AND id='2026-10'").fetchone()
        record = f"RET-{who}"
        found = run("SELECT draft, version FROM returns WHERE g='g' AND id=?", (record,)).fetchone()
        run("SELECT draft FROM returns WHERE g='g' AND id=?", (record + "-09",)).fetchone()
        version = (found[1] if found else 0) + 1
        draft = orjson.dumps(activity["value"]["action"]["data"]).decode()
        if found:
            run("UPDATE returns SET draft=?, version=? WHERE g='g' AND id=? AND version=?",
                (draft, version, record, version - 1))  # fmt: skip
        else:
            run("INSERT INTO returns VALUES ('g', ?, '2026-10', ?, ?, 1)", (record, who[:16], draft))
        body = orjson.dumps({"id": record, "draft": draft, "version": version}, option=orjson.OPT_SORT_KEYS).decode()
        mark = hashlib.sha256(body.encode()).hexdigest()
        run("SELECT hash FROM versions WHERE g='g' AND subject=? AND version=?", (record, version - 1)).fetchone()
        run("INSERT INTO versions VALUES ('g', ?, ?, ?, ?, ?, ?)", (record, version, now, who, mark, body))
        answer = orjson.dumps({"statusCode": 200, "type": KIND, "value": CARD}).decode()
        run("INSERT INTO inbox VALUES (?, 'g', ?, ?)", (key, now, answer))
        seq, prev = self.head[0] + 1, self.head[1]
        h = hashlib.sha256((prev + f"{seq}{now}{who}{mark}").encode()).hexdigest()
        run("INSERT INTO journal VALUES ('g', ?, ?, ?, 'save', ?, ?, ?)", (seq, now, who, record, prev, h))
        self.head = (seq, h)


def settle(futures):
    for future in futures:
        future.set_result(None)


async def main():
    writer = Writer(sys.argv[2]) if len(sys.argv) > 2 else None
    session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=100))
    numbers = itertools.count()

    async def messages(request):
        activity = orjson.loads(await request.read())
        if activity["type"] == "invoke":
            if writer is not None:
                loop = asyncio.get_running_loop()
                future = loop.create_future()
                writer.queue.put((activity, activity["from"]["aadObjectId"], loop, future))
                await future
            body = orjson.dumps({"statusCode": 200, "type": KIND, "value": CARD})
            return web.Response(body=body, content_type="application/json")
        if activity["text"] != "nothing":
            reply = {"type": "message", "id": str(next(numbers))}
            if activity["text"] == "echo":
                reply["text"] = "echo"
            else:
                reply["attachments"] = [{"contentType": KIND, "content": CARD}]
            url = f"{activity['serviceUrl']}v3/conversations/{activity['conversation']['id']}/activities"
            headers = {"Content-Type": "application/json"}
            async with session.post(url, data=orjson.dumps(reply), headers=headers) as answer:
                await answer.read()
        return web.Response(status=200)

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", int(sys.argv[1])).start()
    await asyncio.Event().wait()


uvloop.run(main())
