// npm's graphql-sse, each operation with a connection of its own.
import { createClient } from 'graphql-sse';
import { setTimeout as pause } from 'node:timers/promises';
import { obey, options, report, sink } from './conversation.mjs';

const running = new Map();
const client = createClient({
  url: options.url,
  retryAttempts: Infinity,
  retry: () => pause(50),
});

obey({
  subscribe({ id, payload }) {
    const on = { connected: (again) => report({ from: `connection ${id}`, connected: again ? 'again' : 'first' }) };
    running.set(id, client.subscribe(payload, sink(id), on));
  },
  complete({ id }) {
    running.get(id)();
  },
});
