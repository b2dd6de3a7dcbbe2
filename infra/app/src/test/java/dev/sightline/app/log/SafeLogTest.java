package dev.sightline.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The logback.xml that ships, in both formats. */
@ResourceLock(Resources.SYSTEM_ERR)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class SafeLogTest {
    private static final String EVIL = "door\u001b[31m\n12:00:00 ERROR forged\u009b1m\u202e";

    @Test
    void shouldNeutralizeTextFromOutsideInTheTextFormat() throws Exception {
        String log = logged("text");

        assertThat(log)
                .contains("camera door\\u001b[31m\\n12:00:00 ERROR forged\\u009b1m\\u202e at rtsp://***@10.0.0.7/x")
                .contains("camera=\"door\\u001b")
                .contains("IllegalStateException: outer door\\u001b[31m\\n12:00:00")
                .contains("Caused by: java.io.IOException: no answer from rtsp://***@10.0.0.7/x");
        assertHarmless(log);
    }

    @Test
    void shouldNeutralizeTextFromOutsideInTheJsonFormat() throws Exception {
        String log = logged("json");

        assertHarmless(log);
        JsonNode event = new ObjectMapper().readTree(log);
        assertThat(event.path("message").asText())
                .contains("\\u001b[31m\\n12:00:00")
                .contains("rtsp://***@10.0.0.7/x");
        assertThat(event.path("camera").asText()).startsWith("door\\u001b");
        assertThat(event.path("frames").asLong()).isEqualTo(7);
        assertThat(event.path("stack_trace").asText()).contains("no answer from rtsp://***@10.0.0.7/x");
    }

    private static void assertHarmless(String log) {
        assertThat(log).doesNotContain("w0rd", "p@ss", "\u001b", "\u009b", "\u202e", "\n12:00:00 ERROR forged");
    }

    private static String logged(String format) throws JoranException {
        PrintStream err = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        System.setProperty("SIGHTLINE_LOG_FORMAT", format);
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        try {
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(Objects.requireNonNull(SafeLogTest.class.getResource("/logback.xml")));
            Logger log = context.getLogger("dev.sightline.test");
            String address = "rtsp://admin:p@ss/w0rd@10.0.0.7/x";
            log.atError()
                    .addKeyValue("camera", EVIL)
                    .addKeyValue("frames", 7)
                    .setCause(new IllegalStateException(
                            "outer " + EVIL, new java.io.IOException("no answer from " + address)))
                    .log("camera {} at {}", EVIL, address);
        } finally {
            context.stop();
            System.clearProperty("SIGHTLINE_LOG_FORMAT");
            System.setErr(err);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
