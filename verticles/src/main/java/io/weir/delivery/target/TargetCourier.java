package io.weir.delivery.target;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.weir.config.ActionsConfig;
import io.weir.execution.Operations;
import io.weir.graph.delivery.DeliveryDefinition;
import io.weir.graph.delivery.DeliveryTarget;
import io.weir.graph.delivery.TemplatedMutation;
import io.weir.outbound.Resolver;
import io.weir.source.TopicClient;
import java.net.InetAddress;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each parcel to whoever carries it there. Thread-safe; calls come from event loops. */
public final class TargetCourier implements Courier {

    private static final Logger LOG = LoggerFactory.getLogger(TargetCourier.class);

    private final Vertx vertx;
    private final Webhooks webhooks;
    private final TopicPublishing topics;
    private final BusCalls bus;
    private final Mutations mutations;

    /**
     * Calls targets for a node.
     *
     * @param config whom Weir calls, and through how many connections
     * @param operations run mutations
     * @param version of this server, which webhooks are told
     */
    public static TargetCourier of(
            Vertx vertx, ActionsConfig config, TopicClient topics, Operations operations, String version) {
        return new TargetCourier(
                vertx,
                config,
                topics,
                operations,
                version,
                new HttpClientOptions(),
                InetAddress::getAllByName,
                Clock.systemUTC());
    }

    TargetCourier(
            Vertx vertx,
            ActionsConfig config,
            TopicClient topics,
            Operations operations,
            String version,
            HttpClientOptions options,
            Resolver resolver,
            Clock clock) {
        this.vertx = vertx;
        this.webhooks = new Webhooks(vertx, config, version, options, resolver, clock);
        this.topics = new TopicPublishing(topics);
        this.bus = new BusCalls(vertx.eventBus());
        this.mutations = new Mutations(operations);
    }

    @Override
    public Future<Verdict> attempt(Parcel parcel) {
        Promise<Verdict> verdict = Promise.promise();
        carried(parcel)
                .onComplete((done, failure) -> verdict.tryComplete(failure == null ? done : fault(parcel, failure)));
        // Behind the deadlines of those who know more of what has come so far.
        long limit = Math.max(1, parcel.delivery().config().timeout().toMillis());
        long deadline =
                vertx.setTimer(limit, late -> verdict.tryComplete(Why.TIMEOUT.again("it was not done in time")));
        return verdict.future().onComplete(done -> vertx.cancelTimer(deadline));
    }

    private Future<Verdict> carried(Parcel parcel) {
        try {
            return carry(parcel);
        } catch (UnfitValueException e) {
            return Future.succeededFuture(Why.BAD_VALUE.never(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<Verdict> carry(Parcel parcel) throws UnfitValueException {
        DeliveryDefinition delivery = parcel.delivery();
        return switch (parcel.step()) {
            case TARGET -> carry(parcel, delivery.target());
            case THEN -> follow(parcel, delivery.then());
            case ON_FAILURE -> follow(parcel, delivery.onFailure());
        };
    }

    private Future<Verdict> carry(Parcel parcel, DeliveryTarget target) throws UnfitValueException {
        if (target instanceof DeliveryTarget.Mutation mutation) {
            return mutations.run(parcel, mutation.mutation());
        } else if (target instanceof DeliveryTarget.Webhook webhook) {
            return webhooks.post(parcel, webhook);
        } else if (target instanceof DeliveryTarget.Topic topic) {
            return topics.publish(parcel, topic);
        }
        return bus.call(parcel, ((DeliveryTarget.Bus) target).address());
    }

    /** The configuration may have lost the step since the delivery was begun. */
    private Future<Verdict> follow(Parcel parcel, Optional<TemplatedMutation> mutation) throws UnfitValueException {
        return mutation.isEmpty()
                ? Future.succeededFuture(new Verdict.Done(null))
                : mutations.run(parcel, mutation.get());
    }

    /** A fault of ours must not end the delivery, nor tell what it is about. */
    private static Verdict fault(Parcel parcel, Throwable failure) {
        LOG.error("an attempt of the delivery \"{}\" failed", parcel.delivery().name(), failure);
        return Why.INTERNAL.again("an internal error");
    }

    @Override
    public Future<Void> close() {
        return webhooks.close();
    }
}
