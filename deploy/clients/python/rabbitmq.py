#!/usr/bin/env python3
"""A RabbitMQ peer of Weir: publishes events, answers requests, listens. Needs Debian's python3-pika.

    ./rabbitmq.py [AMQP_URI [EXCHANGE]]

The exchange is that of the provider in weir.yaml; a topic is a routing key. Commands on the standard input:
"TOPIC JSON" publishes an event.
"""

import json
import sys
import threading
import uuid

import pika

employees = {"1": "Ada", "2": "Grace"}


def say(text):
    print(text, flush=True)


def bind(channel, exchange, pattern, on_message):
    """A queue of our own, gone with the connection, that gets what is published on a pattern of topics."""
    queue = channel.queue_declare("", exclusive=True, auto_delete=True).method.queue
    channel.queue_bind(queue, exchange, pattern)
    channel.basic_consume(queue, on_message, auto_ack=True)


def main():
    uri, exchange = (sys.argv[1:] + ["amqp://guest:guest@localhost:5672/%2F", "weir.events"][len(sys.argv) - 1:])[:2]
    connection = pika.BlockingConnection(pika.URLParameters(uri))
    channel = connection.channel()
    channel.exchange_declare(exchange, "topic", durable=True)
    channel.confirm_delivery()

    def answer(_, method, properties, body):
        """employee(id: ID!): Employee @eventsRequest(topic: "getEmployee.{{ args.id }}", provider: "rabbit")"""
        say("asked %s %s" % (method.routing_key, body.decode()))
        number = method.routing_key[len("getEmployee."):]
        employee = {"__typename": "Employee", "id": number, "name": employees.get(number, "nobody")}
        reply = pika.BasicProperties(content_type="application/json", correlation_id=properties.correlation_id)
        channel.basic_publish("", properties.reply_to, json.dumps(employee).encode(), reply)

    def hear(_, method, properties, body):
        """rename(name: String!): PublishEventResult! @eventsPublish(topic: "employeeRenamed", provider: "rabbit")"""
        say("heard %s" % body.decode())

    def publish(topic, payload):
        """The broker confirms it; the id makes it one event, however often it is sent."""
        event = pika.BasicProperties(content_type="application/json", message_id=str(uuid.uuid4()), app_id="rabbitmq.py")
        channel.basic_publish(exchange, topic, payload.encode(), event)
        say("published " + topic)

    def read_commands():
        for line in sys.stdin:
            topic, payload = line.strip().split(" ", 1)
            connection.add_callback_threadsafe(lambda topic=topic, payload=payload: publish(topic, payload))
        connection.add_callback_threadsafe(channel.stop_consuming)

    bind(channel, exchange, "getEmployee.*", answer)
    bind(channel, exchange, "employeeRenamed", hear)
    threading.Thread(target=read_commands, daemon=True).start()
    say("connected")
    channel.start_consuming()
    connection.close()


if __name__ == "__main__":
    main()
