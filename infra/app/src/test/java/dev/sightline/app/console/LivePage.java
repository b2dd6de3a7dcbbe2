package dev.sightline.app.console;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.sightline.contracts.topic.Topic;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.testkit.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A console on a broker's topics, a browser that is let in, and a producer that feeds both. */
final class LivePage implements AutoCloseable {
    private final KafkaClients clients;
    private final LiveConsole console;
    private final Chromium chromium;
    private final BrowserContext browser;
    private final Producer<byte[], byte[]> producer;

    /** On topics that are created here; nothing is recorded. */
    LivePage(KafkaBroker kafka, Path folder) {
        kafka.createTopics(1);
        this.clients = kafka.clients();
        this.console = new LiveConsole(clients, folder);
        this.chromium = Chromium.start();
        this.browser = chromium.browser().newContext();
        this.producer = clients.producer("test");
    }

    LiveConsole console() {
        return console;
    }

    /** The live page in a new tab. */
    Page open(int width, int height) {
        Page page = browser.newPage();
        page.setViewportSize(width, height);
        page.navigate(console.entryUrl());
        return page;
    }

    /** Without waiting for the broker. */
    <M> void send(Topic<String, M> topic, String key, M message) {
        sendBytes(topic, key, topic.value().serializer().serialize(clients.name(topic), message));
    }

    /** Without waiting for the broker. */
    @SuppressWarnings("FutureReturnValueIgnored") // What was not sent is not shown, and the test fails on that.
    void sendBytes(Topic<String, ?> topic, String key, byte[] value) {
        producer.send(new ProducerRecord<>(clients.name(topic), key.getBytes(StandardCharsets.UTF_8), value));
    }

    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
        chromium.close();
        console.close();
    }
}
