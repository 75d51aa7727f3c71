package io.weir.guest;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds a guest's classes and resources in its own jars and folders first, so that it may bring other versions of
 * libraries than the server has; what the server hands to guests, or they to it, is the server's. Thread-safe.
 */
final class GuestLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final ClassLoader SERVER = GuestLoader.class.getClassLoader();

    /** Packages whose types cross the border; Jackson's do in {@code DatabindCodec}. */
    private static final List<String> SHARED =
            List.of("java.", "javax.", "io.vertx.", "io.netty.", "io.weir.", "org.slf4j.", "com.fasterxml.jackson.");

    /** Vert.x's modules for languages are the guest's, as the languages are. */
    private static final String LANGUAGES = "io.vertx.lang.";

    private GuestLoader(URL[] places) {
        super("guest", places, SERVER);
    }

    /** Opens nothing yet. */
    static GuestLoader of(List<Path> classpath) throws MalformedURLException {
        List<URL> places = new ArrayList<>();
        for (Path entry : classpath) {
            places.add(entry.toUri().toURL());
        }
        return new GuestLoader(places.toArray(URL[]::new));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (isShared(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? loadOwn(name, resolve) : loaded;
        }
    }

    private static boolean isShared(String name) {
        return !name.startsWith(LANGUAGES) && SHARED.stream().anyMatch(name::startsWith);
    }

    private Class<?> loadOwn(String name, boolean resolve) throws ClassNotFoundException {
        try {
            return findClass(name);
        } catch (ClassNotFoundException notOurs) {
            return super.loadClass(name, resolve);
        }
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL own = findResource(name);
        return own == null ? super.getResource(name) : own;
    }

    /** The guest's own first. */
    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> all = new ArrayList<>(Collections.list(findResources(name)));
        all.addAll(Collections.list(SERVER.getResources(name)));
        return Collections.enumeration(all);
    }
}
