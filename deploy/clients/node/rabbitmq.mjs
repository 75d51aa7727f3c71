// A RabbitMQ peer of Weir: publishes events, answers requests, listens. Needs amqplib (npm install in this folder).
//
//   node rabbitmq.mjs [AMQP_URI [EXCHANGE]]
//
// The exchange is that of the provider in weir.yaml; a topic is a routing key. Commands on the standard input:
// "TOPIC JSON" publishes an event.

import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import amqp from 'amqplib';

const [uri = 'amqp://guest:guest@localhost:5672/%2F', exchange = 'weir.events'] = process.argv.slice(2);
const employees = new Map([['1', 'Ada'], ['2', 'Grace']]);

const connection = await amqp.connect(uri);
const channel = await connection.createConfirmChannel();
await channel.assertExchange(exchange, 'topic', { durable: true });

/** A queue of our own, gone with the connection, that gets what is published on a pattern of topics. */
async function bind(pattern, onMessage) {
  const { queue } = await channel.assertQueue('', { exclusive: true, autoDelete: true });
  await channel.bindQueue(queue, exchange, pattern);
  await channel.consume(queue, onMessage, { noAck: true });
}

// employee(id: ID!): Employee @eventsRequest(topic: "getEmployee.{{ args.id }}", provider: "rabbit")
await bind('getEmployee.*', ({ fields, properties, content }) => {
  console.log(`asked ${fields.routingKey} ${content}`);
  const id = fields.routingKey.slice('getEmployee.'.length);
  const employee = { __typename: 'Employee', id, name: employees.get(id) ?? 'nobody' };
  const { correlationId } = properties;
  channel.publish('', properties.replyTo, Buffer.from(JSON.stringify(employee)), { contentType: 'application/json', correlationId });
});

// rename(name: String!): PublishEventResult! @eventsPublish(topic: "employeeRenamed", provider: "rabbit")
await bind('employeeRenamed', ({ content }) => console.log(`heard ${content}`));

/** The broker confirms it; the id makes it one event, however often it is sent. */
async function publish(topic, json) {
  const event = { contentType: 'application/json', messageId: randomUUID(), appId: 'rabbitmq.mjs' };
  channel.publish(exchange, topic, Buffer.from(json), event);
  await channel.waitForConfirms();
  console.log(`published ${topic}`);
}

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const [, topic, json] = line.match(/^(\S+) (.*)$/) ?? [];
    publish(topic, json).catch((error) => console.log(`not published: ${error.message}`));
  })
  .on('close', () => connection.close());

console.log('connected');
