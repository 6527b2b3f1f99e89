"""A bare bot on botbuilder 4.17.1 as shipped: CloudAdapter on aiohttp, no authentication. `python botbuilder.py PORT`.

The one departure: an invoke's answer is written here, because the shipped `process` answers every invoke with 500.
"""

import json
import pathlib
import sys

from aiohttp import web
from botbuilder.core import ActivityHandler, InvokeResponse, MessageFactory
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication
from botbuilder.schema import Activity, Attachment

CARD = json.loads(pathlib.Path(__file__).with_name("reply_card.json").read_text())
KIND = "application/vnd.microsoft.card.adaptive"


class Config:
    APP_ID = ""
    APP_PASSWORD = ""
    APP_TYPE = "MultiTenant"
    APP_TENANTID = ""


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


adapter = CloudAdapter(ConfigurationBotFrameworkAuthentication(Config()))
bot = Bot()


async def messages(request):
    activity = Activity().deserialize(await request.json())
    found = await adapter.process_activity(request.headers.get("Authorization", ""), activity, bot.on_turn)
    return web.json_response(found.body, status=found.status) if found else web.Response(status=201)


app = web.Application()
app.router.add_post("/api/messages", messages)
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
