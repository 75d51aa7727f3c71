// What Weir is compared with: npm's graphql-ws and graphql, as their documentation sets them up. One execution per
// subscriber and event, an in-process publish/subscribe, and POST /events/TOPIC to publish.
import { createServer } from 'node:http';
import { GraphQLInt, GraphQLNonNull, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

const topics = new Map();

function publish(topic, event) {
  for (const listener of topics.get(topic) ?? []) listener(event);
}

function subscribe(topic) {
  const waiting = [];
  let wake = null;
  const listener = (event) => {
    waiting.push(event);
    wake?.();
    wake = null;
  };
  if (!topics.has(topic)) topics.set(topic, new Set());
  topics.get(topic).add(listener);
  return (async function* () {
    try {
      for (;;) {
        while (waiting.length > 0) yield { reading: waiting.shift() };
        await new Promise((resolve) => (wake = resolve));
      }
    } finally {
      topics.get(topic).delete(listener);
    }
  })();
}

const reading = new GraphQLObjectType({
  name: 'Reading',
  fields: {
    seq: { type: new GraphQLNonNull(GraphQLInt) },
    unit: { type: new GraphQLNonNull(GraphQLString) },
    text: { type: new GraphQLNonNull(GraphQLString) },
  },
});

const schema = new GraphQLSchema({
  query: new GraphQLObjectType({ name: 'Query', fields: { version: { type: GraphQLString } } }),
  subscription: new GraphQLObjectType({
    name: 'Subscription',
    fields: {
      reading: {
        type: new GraphQLNonNull(reading),
        args: { sensor: { type: new GraphQLNonNull(GraphQLInt) } },
        subscribe: (_, { sensor }) => subscribe(`load.${sensor}`),
      },
    },
  }),
});

const http = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    if (request.url.startsWith('/events/')) {
      publish(request.url.slice('/events/'.length), JSON.parse(Buffer.concat(chunks).toString()));
      response.writeHead(202).end();
    } else {
      response.writeHead(200).end();
    }
  });
});
useServer({ schema }, new WebSocketServer({ server: http, path: '/graphql' }));
http.listen(Number(process.argv[2]), '127.0.0.1', 4096);
