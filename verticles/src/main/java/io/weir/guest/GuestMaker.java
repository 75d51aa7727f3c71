package io.weir.guest;

import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.spi.VerticleFactory;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;

/** A guest's name in, what makes its instances out; the disk is read on worker threads. */
final class GuestMaker {

    private static final char PREFIX_END = ':';

    private final Vertx vertx;
    private final ClassLoader loader;

    GuestMaker(Vertx vertx, ClassLoader loader) {
        this.vertx = vertx;
        this.loader = loader;
    }

    /**
     * Finds a class, or has a script compiled.
     *
     * @param name a class, or {@code PREFIX:NAME} for the factory of that prefix on the guest's class path
     * @return fails with an {@link IOException} when there is none, in words for the operator
     */
    Future<Callable<? extends Deployable>> find(String name) {
        int end = name.indexOf(PREFIX_END);
        return end < 0
                ? vertx.executeBlocking(() -> ofClass(name))
                : vertx.executeBlocking(() -> factory(name.substring(0, end))).compose(factory -> made(factory, name));
    }

    private Callable<? extends Deployable> ofClass(String name) throws IOException {
        Class<?> type;
        try {
            type = Class.forName(name, true, loader);
        } catch (ClassNotFoundException e) {
            throw new IOException("there is no such class on its class path", e);
        }
        if (!Deployable.class.isAssignableFrom(type)) {
            throw new IOException("the class is no verticle: let it extend io.vertx.core.VerticleBase");
        }
        try {
            Constructor<? extends Deployable> constructor =
                    type.asSubclass(Deployable.class).getConstructor();
            return constructor::newInstance;
        } catch (NoSuchMethodException e) {
            throw new IOException("the class needs a public constructor without arguments", e);
        }
    }

    /** On the caller's context: factories go to worker threads by themselves. */
    private Future<Callable<? extends Deployable>> made(VerticleFactory factory, String name) {
        Promise<Callable<? extends Deployable>> made = Promise.promise();
        factory.init(vertx);
        factory.createVerticle2(name, loader, made);
        return made.future();
    }

    private VerticleFactory factory(String prefix) throws IOException {
        for (VerticleFactory factory : ServiceLoader.load(VerticleFactory.class, loader)) {
            if (factory.prefix().equals(prefix)) {
                return factory;
            }
        }
        throw new IOException("its class path has no verticle factory for \"%s:\", such as vertx-lang-%s and %s itself"
                .formatted(prefix, prefix, prefix));
    }
}
