#!/usr/bin/env python3
"""What a program beside Weir may do on its event bus: publish, answer fields and actions, listen.

    ./example.py [HOST [PORT]]        the token, if there is one, in BRIDGE_TOKEN; with TLS, whom to trust in BRIDGE_CA

Commands on the standard input: "TOPIC JSON" publishes an event.
"""

import json
import os
import ssl
import sys

from weir_bus import Bus, BusError

employees = {"1": "Ada", "2": "Grace"}


def say(text):
    print(text, flush=True)


def get_employee(message):
    """employee(id: ID!): Employee @eventsRequest(topic: "getEmployee.{{ args.id }}")"""
    say("asked %s %s" % (message.topic, json.dumps(message.body)))
    number = message.topic[len("getEmployee."):]
    return {"__typename": "Employee", "id": number, "name": employees.get(number, "nobody")}


def hire(message):
    """hire(name: String!): Employee @action(url: "bus:employees.hire"): the code is an HTTP status"""
    name = message.body.get("name")
    if not name:
        raise BusError("a name has letters", 422)
    number = str(len(employees) + 1)
    employees[number] = name
    return {"__typename": "Employee", "id": number, "name": name}


def main():
    host, port = (sys.argv[1:] + ["127.0.0.1", "7000"][len(sys.argv) - 1:])[:2]
    authority = os.environ.get("BRIDGE_CA")
    bus = Bus(host, int(port), token=os.environ.get("BRIDGE_TOKEN"),
              ssl_context=ssl.create_default_context(cafile=authority) if authority else None, on_up=lambda: say("connected"),
              on_down=lambda error: say("away: %s" % error), on_error=lambda error: say("refused: %s" % error))
    bus.register("getEmployee.*", get_employee)
    bus.register("employees.hire", hire)
    # what @eventsPublish says, deliveries with the target bus, or any verticle
    bus.register("employeeRenamed", lambda message: say("heard " + json.dumps(message.body)))
    for line in sys.stdin:
        topic, payload = line.strip().split(" ", 1)
        try:
            bus.publish(topic, json.loads(payload))
            say("published " + topic)
        except BusError as error:
            say("not published: %s" % error)
    bus.close()


if __name__ == "__main__":
    main()
