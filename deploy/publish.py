#!/usr/bin/env python3
"""Publishes events to Weir's RabbitMQ exchange, or answers its requests. Needs Debian's python3-pika.

  publish.py employeeUpdated.1 '{"__typename": "Employee", "id": 1}'   one event
  publish.py --rate 10 --count 100 employeeUpdated.1 '{"id": 1}'       a hundred, ten a second
  echo '{"id": 1}' | publish.py employeeUpdated.1 -                    the payload from standard input
  publish.py --reply 'getEmployee.*'                                   answers requests until Ctrl-C
"""

import argparse
import json
import sys
import time
import uuid

import pika
from pika.exceptions import AMQPError

EMPLOYEES = {1: ("Jens", "Neuse"), 2: ("Dustin", "Deus"), 3: ("Stefan", "Avram")}


def main():
    args = arguments()
    try:
        connection = pika.BlockingConnection(pika.URLParameters(args.uri))
    except (AMQPError, OSError) as failure:
        sys.exit("no connection to the broker: " + type(failure).__name__)
    channel = connection.channel()
    channel.exchange_declare(args.exchange, "topic", durable=True)
    try:
        if args.reply:
            answer(channel, args)
        else:
            publish(connection, channel, args)
    except KeyboardInterrupt:
        pass
    finally:
        connection.close()


def publish(connection, channel, args):
    """Every event is confirmed by the broker before the next is due."""
    channel.confirm_delivery()
    payload = json_text(sys.stdin.read() if args.payload == "-" else args.payload).encode()
    start = time.monotonic()
    sent = 0
    while args.count == 0 or sent < args.count:
        properties = pika.BasicProperties(
            content_type="application/json", message_id=str(uuid.uuid4()), app_id="publish.py", type=args.type
        )
        channel.basic_publish(args.exchange, args.topic, payload, properties)
        sent += 1
        pause = start + sent / args.rate - time.monotonic()
        if pause > 0 and sent != args.count:
            connection.sleep(pause)
    print("%d event(s) on %s, confirmed" % (sent, args.topic))


def answer(channel, args):
    """Takes requests on a pattern of topics; the reply goes where the request says, under its correlation id."""
    queue = channel.queue_declare("", exclusive=True, auto_delete=True).method.queue
    channel.queue_bind(queue, args.exchange, args.topic)

    def on_request(channel, method, properties, body):
        reply = args.payload or json.dumps(employee(json.loads(body)))
        channel.basic_publish(
            "",
            properties.reply_to,
            reply.encode(),
            pika.BasicProperties(content_type="application/json", correlation_id=properties.correlation_id),
        )
        channel.basic_ack(method.delivery_tag)
        print("%s %s -> %s" % (method.routing_key, body.decode(), reply), flush=True)

    channel.basic_consume(queue, on_request)
    print("answering %s" % args.topic, flush=True)
    channel.start_consuming()


def employee(arguments):
    number = int(arguments.get("id", 0))
    forename, surname = EMPLOYEES.get(number, ("Employee", "No. %d" % number))
    return {"__typename": "Employee", "id": number, "details": {"forename": forename, "surname": surname}}


def json_text(text):
    try:
        json.loads(text)
    except ValueError as failure:
        sys.exit("the payload is not JSON: %s" % failure)
    return text


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--uri", default="amqp://guest:guest@localhost:5672/%2F", help="the broker")
    parser.add_argument("--exchange", default="weir.events", help="as in weir.yaml, default %(default)s")
    parser.add_argument("--type", help="the kind of event")
    parser.add_argument("--count", type=int, default=1, help="how many events; 0 for no end")
    parser.add_argument("--rate", type=float, default=1.0, help="events a second")
    parser.add_argument("--reply", action="store_true", help="answer requests instead of publishing")
    parser.add_argument("topic", help="the topic; with --reply it may have wildcards")
    parser.add_argument("payload", nargs="?", help="JSON, or - for standard input; with --reply a fixed reply")
    args = parser.parse_args()
    if not args.reply and args.payload is None:
        parser.error("an event needs a payload")
    if args.rate <= 0:
        parser.error("--rate must be more than 0")
    return args


if __name__ == "__main__":
    main()
