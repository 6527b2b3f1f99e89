// Reads a JSON array of cards on standard input, parses each with Microsoft's JavaScript SDK as a 1.5 host, and prints
// for each the array of its complaints. Needs no page: parsing does not draw.
"use strict";
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const SDK = require(join(__dirname, "../../playground/node_modules/adaptivecards/dist/adaptivecards.js"));

function complaints(json) {
  const context = new SDK.SerializationContext(SDK.Versions.v1_5);
  const card = new SDK.AdaptiveCard();
  card.parse(json, context);
  const parsed = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i).message);
  if (card.version.compareTo(SDK.Versions.v1_5) > 0) parsed.push(`version ${card.version} is newer than 1.5`);
  return parsed.concat(card.validateProperties().validationEvents.map((event) => event.message));
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(complaints)));
