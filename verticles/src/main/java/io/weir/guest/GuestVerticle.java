package io.weir.guest;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.VertxException;
import io.vertx.core.json.JsonObject;
import io.weir.config.Problem;
import io.weir.config.VerticleConfig;
import io.weir.config.yaml.Place;
import io.weir.telemetry.LogKey;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life-cycle of one of the user's verticles: its instances are deployed with this one, and undeployed before it. Fails
 * with an {@link IOException} for the operator when it cannot be made, or does not start in time.
 */
public final class GuestVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(GuestVerticle.class);
    private static final long START_SECONDS = 30;

    private final VerticleConfig config;
    private @Nullable GuestLoader loader;

    /** A guest that is not looked for yet. */
    public GuestVerticle(VerticleConfig config) {
        this.config = config;
    }

    @Override
    public Future<?> start() throws IOException {
        GuestLoader opened = GuestLoader.of(config.classpath());
        loader = opened;
        return new GuestMaker(vertx, opened)
                .find(config.name())
                .compose(maker -> vertx.deployVerticle(() -> make(maker), options(opened)))
                .timeout(START_SECONDS, TimeUnit.SECONDS)
                .onSuccess(up -> LOG.atInfo()
                        .addKeyValue(LogKey.VERTICLE, config.name())
                        .addKeyValue(LogKey.COUNT, config.instances())
                        .log("a verticle of the configuration runs"))
                .recover(failure -> Future.failedFuture(refused(failure)));
    }

    /** Its instances are undeployed when this runs. */
    @Override
    public Future<?> stop() throws IOException {
        if (loader != null) {
            loader.close();
        }
        return Future.succeededFuture();
    }

    private DeploymentOptions options(ClassLoader opened) {
        return new DeploymentOptions()
                .setInstances(config.instances())
                .setConfig(new JsonObject(config.config()).copy())
                .setClassLoader(opened);
    }

    private static Deployable make(Callable<? extends Deployable> maker) {
        try {
            return maker.call();
        } catch (Exception e) {
            throw new VertxException(e);
        }
    }

    private IOException refused(Throwable failure) {
        Throwable cause = failure;
        while (wraps(cause) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        Place place = config.place();
        String words = "the verticle \"%s\" did not start: %s".formatted(config.name(), words(cause));
        return new IOException(new Problem(place.file(), place.line(), place.column(), words).toString(), failure);
    }

    private static boolean wraps(Throwable failure) {
        return failure instanceof VertxException || failure instanceof ReflectiveOperationException;
    }

    private static String words(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return "it was not done within %d s".formatted(START_SECONDS);
        }
        return cause.getClass() == IOException.class ? String.valueOf(cause.getMessage()) : cause.toString();
    }
}
