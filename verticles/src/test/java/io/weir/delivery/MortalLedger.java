package io.weir.delivery;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.weir.delivery.ledger.DeliveryLedger;
import io.weir.store.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A node's ledger, with which the node dies: from some call on it hears nothing more and does nothing more, until it is woken.
 */
final class MortalLedger {

    private final DeliveryLedger real;
    private final List<Runnable> held = new ArrayList<>();
    private Predicate<String> before = call -> false;
    private Predicate<String> after = call -> false;
    private boolean dead;
    private boolean buried;

    MortalLedger(DeliveryLedger real) {
        this.real = real;
    }

    DeliveryLedger ledger() {
        return (DeliveryLedger) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DeliveryLedger.class},
                (proxy, method, values) -> call(method, values));
    }

    /** Dies just before the first such call reaches the store. */
    synchronized void dieBefore(String call) {
        before = call::equals;
    }

    /** Dies when the store has done the first such call, and before it is heard of. */
    synchronized void dieAfter(String call) {
        after = call::equals;
    }

    synchronized void die() {
        dead = true;
    }

    synchronized boolean dead() {
        return dead;
    }

    /** Lives again, and does what it was about to do. */
    void wake() {
        List<Runnable> late;
        synchronized (this) {
            dead = false;
            before = call -> false;
            after = call -> false;
            late = List.copyOf(held);
            held.clear();
        }
        late.forEach(Runnable::run);
    }

    /** Its test is over: whatever is asked fails. */
    synchronized void bury() {
        buried = true;
    }

    private Object call(Method method, Object[] values) {
        Promise<Object> heard = Promise.promise();
        boolean lastWords;
        synchronized (this) {
            if (buried) {
                return Future.failedFuture(new StoreException("buried", new IllegalStateException()));
            }
            dead |= before.test(method.getName());
            if (dead) {
                Context context = Vertx.currentContext();
                held.add(
                        () -> context.runOnContext(now -> invoke(method, values).onComplete(heard)));
                return heard.future();
            }
            lastWords = after.test(method.getName());
            dead |= lastWords;
        }
        invoke(method, values).onComplete(done -> {
            synchronized (this) {
                if (!lastWords && !dead) {
                    heard.handle(done);
                }
            }
        });
        return heard.future();
    }

    @SuppressWarnings("unchecked")
    private Future<Object> invoke(Method method, Object[] values) {
        try {
            return (Future<Object>) method.invoke(real, values);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
