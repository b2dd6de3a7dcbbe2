package dev.sightline.platform.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SystemSignalsTest {
    private final BlockingQueue<Integer> inner = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> outer = new LinkedBlockingQueue<>();

    @Test
    void shouldHearUntilClosedAndThenLeaveItToTheFormerHandler() throws Exception {
        try (SystemSignals first = SystemSignals.listen(outer::add)) {
            try (SystemSignals second = SystemSignals.listen(inner::add)) {
                assertThat(second.listening()).isTrue();
                raise("INT");
                assertThat(inner.poll(10, TimeUnit.SECONDS)).isEqualTo(130);
                raise("TERM");
                assertThat(inner.poll(10, TimeUnit.SECONDS)).isEqualTo(143);
            }

            raise("INT");

            assertThat(first.listening()).isTrue();
            assertThat(outer.poll(10, TimeUnit.SECONDS)).isEqualTo(130);
            assertThat(inner).isEmpty();
        }
    }

    private static void raise(String name) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        Object signal = type.getConstructor(String.class).newInstance(name);
        type.getMethod("raise", type).invoke(null, signal);
    }
}
