package dev.sightline.platform.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class SystemSignalsTest {
    private final BlockingQueue<Integer> inner = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> outer = new LinkedBlockingQueue<>();

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void shouldHearUntilClosedAndThenLeaveItToTheFormerHandler(String name, int status) throws Exception {
        assumeFalse(
                isIgnored(name),
                "this build was started with SIG" + name
                        + " ignored, as shells do for what runs in the background (&, nohup); Java leaves it so");
        try (SystemSignals first = SystemSignals.listen(outer::add)) {
            try (SystemSignals second = SystemSignals.listen(inner::add)) {
                assertThat(second.listening()).isTrue();
                raise(name);
                assertThat(inner.poll(10, TimeUnit.SECONDS)).isEqualTo(status);
            }

            raise(name);

            assertThat(first.listening()).isTrue();
            assertThat(outer.poll(10, TimeUnit.SECONDS)).isEqualTo(status);
            assertThat(inner).isEmpty();
        }
    }

    /** What was ignored when Java started stays ignored, and setting a handler answers with that. */
    private static boolean isIgnored(String name) throws ReflectiveOperationException {
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object signal = signal(name);
        var handle = signal.getClass().getMethod("handle", signal.getClass(), handler);
        Object former = handle.invoke(null, signal, handler.getField("SIG_DFL").get(null));
        handle.invoke(null, signal, former);
        return former == handler.getField("SIG_IGN").get(null);
    }

    private static void raise(String name) throws ReflectiveOperationException {
        Object signal = signal(name);
        signal.getClass().getMethod("raise", signal.getClass()).invoke(null, signal);
    }

    private static Object signal(String name) throws ReflectiveOperationException {
        return Class.forName("sun.misc.Signal").getConstructor(String.class).newInstance(name);
    }
}
