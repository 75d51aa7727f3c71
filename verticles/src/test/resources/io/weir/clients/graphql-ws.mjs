// npm's graphql-ws, with one socket for as long as the test runs.
import { createClient } from 'graphql-ws';
import { setTimeout as pause } from 'node:timers/promises';
import WebSocket from 'ws';
import { obey, options, report, sink } from './conversation.mjs';

// The ids on the wire are the test's own.
const ids = new Map();
const running = new Map();
const pingBehind = new Set();

// Sends a ping right behind a subscribe, before the client can have heard anything of it.
class Socket extends WebSocket {
  send(text) {
    super.send(text);
    const { id, type } = JSON.parse(text);
    if (type === 'subscribe' && pingBehind.delete(id)) {
      super.send(JSON.stringify({ type: 'ping', payload: { behind: id } }));
    }
  }
}

const client = createClient({
  url: options.url,
  keepAlive: options.keepAlive ?? 0,
  webSocketImpl: Socket,
  generateID: (payload) => ids.get(payload),
  lazy: false,
  // While a node is away its port refuses connections, which the client takes for final unless told otherwise.
  shouldRetry: () => true,
  retryAttempts: Infinity,
  retryWait: () => pause(50),
  on: {
    connected: (socket, payload, again) => report({ from: 'socket', connected: again ? 'again' : 'first' }),
    closed: ({ code, reason }) => report({ from: 'socket', closed: code, reason }),
    ping: (received, payload) => received && report({ from: 'ping', payload }),
    pong: (received, payload) => received && report({ from: 'pong', payload }),
  },
});

obey({
  subscribe({ id, payload, ping }) {
    if (ping) {
      pingBehind.add(id);
    }
    ids.set(payload, id);
    running.set(id, client.subscribe(payload, sink(id)));
  },
  complete({ id }) {
    running.get(id)();
  },
});
