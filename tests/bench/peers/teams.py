"""A bare bot on the Teams SDK 2.1: its FastAPI adapter on uvicorn, anonymous. `python teams.py PORT`."""

import asyncio
import json
import logging
import pathlib
import sys

import uvicorn
from microsoft_teams.api import MessageActivityInput
from microsoft_teams.api.models.adaptive_card.adaptive_card_action_response import AdaptiveCardActionCardResponse
from microsoft_teams.apps import App
from microsoft_teams.apps.http.fastapi_adapter import FastAPIAdapter
from microsoft_teams.cards import AdaptiveCard

CARD = json.loads(pathlib.Path(__file__).with_name("reply_card.json").read_text())
PORT = int(sys.argv[1])
logging.disable(logging.WARNING)


def server(app):
    return uvicorn.Server(uvicorn.Config(app=app, host="127.0.0.1", port=PORT, log_level="error", access_log=False))


app = App(dangerously_allow_unauthenticated_requests=True, http_server_adapter=FastAPIAdapter(server_factory=server))
card = AdaptiveCard.model_validate(CARD)


@app.on_message
async def message(ctx):
    text = ctx.activity.text
    if text == "echo":
        await ctx.send("echo")
    elif text != "nothing":
        await ctx.send(MessageActivityInput().add_card(card))


@app.on_card_action_execute
async def press(ctx):
    return AdaptiveCardActionCardResponse(value=card)


asyncio.run(app.start(PORT))
