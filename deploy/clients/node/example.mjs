// What a program beside Weir may do on its event bus: publish, answer fields and actions, listen.
//
//   node example.mjs [HOST [PORT]]        the token, if there is one, in BRIDGE_TOKEN; with TLS, whom to trust in BRIDGE_CA
//
// Commands on the standard input: "TOPIC JSON" publishes an event.

import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Bus } from './weir-bus.mjs';

const [host = '127.0.0.1', port = '7000'] = process.argv.slice(2);
const employees = new Map([['1', 'Ada'], ['2', 'Grace']]);

const bus = new Bus({
  host,
  port: Number(port),
  token: process.env.BRIDGE_TOKEN,
  tls: process.env.BRIDGE_CA && { ca: readFileSync(process.env.BRIDGE_CA) },
  onUp: () => console.log('connected'),
  onDown: (error) => console.log(`away: ${error.message}`),
});

// employee(id: ID!): Employee @eventsRequest(topic: "getEmployee.{{ args.id }}")
bus.register('getEmployee.*', ({ topic, body }) => {
  console.log(`asked ${topic} ${JSON.stringify(body)}`);
  const id = topic.slice('getEmployee.'.length);
  return { __typename: 'Employee', id, name: employees.get(id) ?? 'nobody' };
});

// hire(name: String!): Employee @action(url: "bus:employees.hire"): a `code` is an HTTP status
bus.register('employees.hire', ({ body }) => {
  if (!body.name) {
    throw Object.assign(new Error('a name has letters'), { code: 422 });
  }
  const id = String(employees.size + 1);
  employees.set(id, body.name);
  return { __typename: 'Employee', id, name: body.name };
});

// what @eventsPublish says, deliveries with the target bus, or any verticle
bus.register('employeeRenamed', ({ body }) => console.log(`heard ${JSON.stringify(body)}`));

createInterface({ input: process.stdin })
  .on('line', async (line) => {
    const [, topic, json] = line.match(/^(\S+) (.*)$/) ?? [];
    try {
      await bus.publish(topic, JSON.parse(json));
      console.log(`published ${topic}`);
    } catch (error) {
      console.log(`not published: ${error.message}`);
    }
  })
  .on('close', () => bus.close());
