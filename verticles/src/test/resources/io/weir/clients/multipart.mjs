// What Apollo's clients do: fetch with the Accept header that asks for a multipart stream, and npm's meros to read it.
import { meros } from 'meros/browser';
import { obey, options, report } from './conversation.mjs';

const running = new Map();

async function subscribe({ id, payload }) {
  const abort = new AbortController();
  running.set(id, abort);
  const response = await fetch(options.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'multipart/mixed;boundary="-";subscriptionSpec=1.0,application/json',
    },
    body: JSON.stringify(payload),
    signal: abort.signal,
  });
  const type = response.headers.get('content-type');
  report({ from: `connection ${id}`, status: response.status, type });
  const parts = await meros(response);
  if (parts === response) {
    report({ from: id, whole: await response.json() });
    return;
  }
  for await (const part of parts) {
    report({ from: id, part: part.body, json: part.json });
  }
  report({ from: id, complete: true });
}

obey({
  subscribe: (details) =>
    subscribe(details).catch(({ name, message }) => report({ from: details.id, error: { name, message } })),
  complete: ({ id }) => running.get(id).abort(),
});
