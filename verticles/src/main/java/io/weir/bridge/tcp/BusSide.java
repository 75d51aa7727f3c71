package io.weir.bridge.tcp;

import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.weir.bus.BusFailure;
import io.weir.config.TcpBridgeConfig;
import io.weir.telemetry.TcpBridgeMeters;
import java.util.HashMap;
import java.util.Map;

/**
 * One client's business on the event bus: what it listens on, asks, answers and publishes, each of it bounded. Belongs to
 * one event loop.
 */
final class BusSide {

    private static final String DENIED = "access_denied";

    private final EventBus bus;
    private final Publisher publisher;
    private final Allowed allowed;
    private final TcpBridgeConfig config;
    private final ClientSocket client;
    private final TcpBridgeMeters meters;
    private final Runnable onRoom;
    private final Map<String, MessageConsumer<Object>> registrations = new HashMap<>();
    private final OpenRequests requests;
    /** Registrations that do not hear yet. */
    private int opening;
    /** Pings that wait for them. */
    private int pings;
    /** Requests of the client's that wait for their answer. */
    private int asked;
    /** Events that are on their way to the store. */
    private int publishing;

    /**
     * A client that has done nothing yet.
     *
     * @param onRoom run when events may be taken again
     */
    BusSide(
            EventBus bus,
            Publisher publisher,
            Allowed allowed,
            TcpBridgeConfig config,
            ClientSocket client,
            TcpBridgeMeters meters,
            Runnable onRoom) {
        this.bus = bus;
        this.publisher = publisher;
        this.allowed = allowed;
        this.config = config;
        this.client = client;
        this.meters = meters;
        this.onRoom = onRoom;
        this.requests = new OpenRequests(config.maxPending());
    }

    /** Whether a further event may be taken. */
    boolean hasRoom() {
        return publishing < config.maxPending();
    }

    /** Answers once every registration before it hears, so that clients can tell that they miss nothing from then on. */
    void ping() {
        pings++;
        answerPings();
    }

    void register(String address) {
        if (!allowed.mayReceive(address)) {
            client.refuse(DENIED, address);
        } else if (registrations.containsKey(address)) {
            return; // each message comes once, however often a client says that it wants it
        } else if (registrations.size() >= config.maxRegistrations()) {
            client.refuse("too_many_registrations", address);
        } else {
            open(address);
        }
    }

    void unregister(String address) {
        MessageConsumer<Object> consumer = registrations.remove(address);
        if (consumer == null) {
            client.refuse("unknown_address", address);
            return;
        }
        meters.registrations().decrement();
        consumer.unregister();
    }

    void publish(Frame frame, String address) {
        if (!allowed.mayPublish(frame, address)) {
            client.refuse(DENIED, address);
            return;
        }
        publishing++;
        publisher.publish(frame, address).onComplete((outcome, failure) -> {
            publishing--;
            boolean taken = failure == null && outcome.accepted();
            published(frame, address, taken);
            onRoom.run();
        });
    }

    /** Answers a request that the client got, or asks or tells one who listens on an address. */
    void send(Frame frame, String address) {
        Message<?> request = requests.take(address);
        if (request != null) {
            answer(frame, request);
        } else if (!allowed.maySend(frame, address)) {
            client.refuse(DENIED, address);
        } else if (frame.replyAddress() == null) {
            bus.send(address, frame.body(), frame.delivery());
        } else {
            ask(address, frame.replyAddress(), () -> bus.request(address, frame.body(), frame.delivery()));
        }
    }

    /** Takes the client off the bus; who waits for its answers hears that it is gone. */
    void close() {
        meters.registrations().add(-registrations.size());
        registrations.values().forEach(MessageConsumer::unregister);
        registrations.clear();
        requests.close();
    }

    private void open(String address) {
        MessageConsumer<Object> consumer = bus.consumer(address);
        registrations.put(address, consumer);
        meters.registrations().increment();
        opening++;
        consumer.handler(this::deliver);
        consumer.completion().onComplete((done, failure) -> {
            opening--;
            if (failure != null && registrations.remove(address, consumer)) {
                meters.registrations().decrement();
                client.refuse("registration_failed", address);
            }
            answerPings();
        });
    }

    private void deliver(Message<Object> message) {
        requests.keep(message);
        client.write(Answer.message(message.address(), message));
    }

    private void published(Frame frame, String address, boolean taken) {
        String replyAddress = frame.replyAddress();
        if (taken && replyAddress != null) {
            client.write(Answer.published(replyAddress));
        } else if (!taken && replyAddress != null) {
            client.write(Answer.failure(replyAddress, address, BusFailure.STORE_UNAVAILABLE, "not stored"));
        } else if (!taken) {
            client.refuse("not_stored", address);
        }
    }

    private void answer(Frame frame, Message<?> request) {
        String replyAddress = frame.replyAddress();
        if (frame.failureCode() != null) {
            request.fail(frame.failureCode(), frame.message() == null ? "" : frame.message());
        } else if (replyAddress == null) {
            request.reply(frame.body(), frame.delivery());
        } else {
            ask(request.address(), replyAddress, () -> request.replyAndRequest(frame.body(), frame.delivery()));
        }
    }

    private void ask(String address, String replyAddress, Question question) {
        if (asked >= config.maxPending()) {
            client.write(Answer.failure(replyAddress, address, BusFailure.BUSY, "too many are open"));
            return;
        }
        asked++;
        question.ask().onComplete((reply, failure) -> {
            asked--;
            if (failure != null) {
                client.write(Answer.failure(replyAddress, address, failure));
                return;
            }
            requests.keep(reply);
            client.write(Answer.message(replyAddress, reply));
        });
    }

    private void answerPings() {
        while (opening == 0 && pings > 0) {
            pings--;
            client.write(Answer.pong());
        }
    }

    /** A request that is yet to be made. */
    private interface Question {
        Future<Message<Object>> ask();
    }
}
