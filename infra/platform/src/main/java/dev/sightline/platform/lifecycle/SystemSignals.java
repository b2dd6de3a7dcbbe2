package dev.sightline.platform.lifecycle;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Catches Ctrl-C and SIGTERM before the JVM acts on them. A shutdown hook is too late for native libraries: ONNX Runtime
 * closes its environment in a hook of its own, at the same time as ours, while networks still run, which crashes. The
 * former handlers come back on {@link #close}. Where signals cannot be caught nothing is caught, and
 * {@link #listening} says so. Any thread.
 */
public final class SystemSignals implements AutoCloseable {
    /** What a shell adds to a signal's number to make the exit status. */
    private static final int EXIT_BASE = 128;

    private static final Logger log = LoggerFactory.getLogger(SystemSignals.class);

    private final Map<String, Object> former = new LinkedHashMap<>();

    private SystemSignals() {}

    /**
     * Listens from now on.
     *
     * @param asked called on a thread of the system's for each signal, with the exit status that goes with it: 130 for
     *     Ctrl-C, 143 for SIGTERM
     */
    public static SystemSignals listen(IntConsumer asked) {
        SystemSignals signals = new SystemSignals();
        for (String name : List.of("INT", "TERM")) {
            signals.hear(name, asked);
        }
        return signals;
    }

    /** Whether all signals are caught; otherwise only a shutdown hook is called. */
    public boolean listening() {
        return former.size() == 2;
    }

    // sun.misc.Signal by reflection: it is exported for good, and named directly each build would warn.
    private void hear(String name, IntConsumer asked) {
        InvocationHandler handler = (proxy, method, arguments) -> switch (method.getName()) {
            case "handle" -> {
                asked.accept(EXIT_BASE + number(arguments[0]));
                yield null;
            }
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "stop on " + name;
        };
        try {
            Class<?> type = handlerType();
            Object own = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
            former.put(name, set(name, own));
        } catch (InvocationTargetException e) {
            log.debug("SIG{} is taken by the system", name, e);
        } catch (ReflectiveOperationException e) {
            log.debug("this Java has no signals", e);
        }
    }

    private static int number(Object signal) throws ReflectiveOperationException {
        return (int) signal.getClass().getMethod("getNumber").invoke(signal);
    }

    private static Class<?> handlerType() throws ClassNotFoundException {
        return Class.forName("sun.misc.SignalHandler");
    }

    private static Object set(String name, Object handler) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        Object signal = type.getConstructor(String.class).newInstance(name);
        Method handle = type.getMethod("handle", type, handlerType());
        return handle.invoke(null, signal, handler);
    }

    @Override
    public void close() {
        former.forEach((name, handler) -> {
            try {
                set(name, handler);
            } catch (ReflectiveOperationException e) {
                log.debug("SIG{} keeps its handler", name, e);
            }
        });
        former.clear();
    }
}
