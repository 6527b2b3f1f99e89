// Loaded before the Playground (node --require): it listens on every interface and has no option against it.
// A server that names no host is bound to 127.0.0.1 instead.
"use strict";
const net = require("node:net");
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (port, ...rest) {
  const plain = typeof port === "number" && typeof rest[0] !== "string";
  return plain ? listen.call(this, port, "127.0.0.1", ...rest) : listen.call(this, port, ...rest);
};
