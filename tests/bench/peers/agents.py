"""A bare bot on the Microsoft 365 Agents SDK 1.9: its aiohttp CloudAdapter, anonymous. `python agents.py PORT`."""

import json
import pathlib
import sys

from aiohttp import web
from microsoft_agents.activity import Attachment
from microsoft_agents.activity.invoke_response import InvokeResponse
from microsoft_agents.hosting.aiohttp import CloudAdapter
from microsoft_agents.hosting.core import ActivityHandler, MessageFactory, RestChannelServiceClientFactory
from microsoft_agents.hosting.core.authorization import AnonymousTokenProvider

CARD = json.loads(pathlib.Path(__file__).with_name("reply_card.json").read_text())
KIND = "application/vnd.microsoft.card.adaptive"


class Anonymous:
    def __init__(self):
        self.provider = AnonymousTokenProvider()

    def get_token_provider(self, claims_identity, service_url):
        return self.provider

    def get_default_connection(self):
        return self.provider

    def get_connection(self, name):
        return self.provider


class Bot(ActivityHandler):
    async def on_message_activity(self, turn_context):
        text = turn_context.activity.text
        if text == "echo":
            await turn_context.send_activity("echo")
        elif text != "nothing":
            card = Attachment(content_type=KIND, content=CARD)
            await turn_context.send_activity(MessageFactory.attachment(card))

    async def on_invoke_activity(self, turn_context):
        return InvokeResponse(status=200, body={"statusCode": 200, "type": KIND, "value": CARD})


adapter = CloudAdapter(channel_service_client_factory=RestChannelServiceClientFactory(Anonymous()))
bot = Bot()


async def messages(request):
    return await adapter.process(request, bot)


app = web.Application()
app.router.add_post("/api/messages", messages)
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
