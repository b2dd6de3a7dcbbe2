package dev.sightline.matcher.topology;

import com.google.protobuf.MessageLite;
import dev.sightline.contracts.topic.Topic;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.matcher.link.score.Scales;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;

/** The whole topology without a broker. */
final class Bench implements AutoCloseable {
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final MatcherMeters stageMeters = new MatcherMeters(meters);
    final TopologyTestDriver driver;

    Bench(StagePolicies policy) {
        this(policy, new Scales(Street::calibrations));
    }

    Bench(StagePolicies policy, Scales scales) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        driver = new TopologyTestDriver(
                new MatcherTopology(Bench::name, policy, scales, stageMeters).build(), properties, Instant.EPOCH);
    }

    static String name(Topic<?, ?> topic) {
        return topic.name("test");
    }

    void camera(Camera camera) {
        write(Topics.CAMERAS, camera.getCameraId(), camera);
    }

    void observe(Observation observation) {
        write(Topics.OBSERVATIONS, observation.getCameraId(), observation);
    }

    <M extends MessageLite> void write(Topic<String, M> topic, String key, M message) {
        writeBytes(topic, key.getBytes(java.nio.charset.StandardCharsets.UTF_8), message.toByteArray());
    }

    void writeBytes(Topic<?, ?> topic, byte[] key, byte[] value) {
        TestInputTopic<byte[], byte[]> input =
                driver.createInputTopic(name(topic), new ByteArraySerializer(), new ByteArraySerializer());
        input.pipeInput(key, value, Instant.EPOCH);
    }

    <V> List<V> read(Topic<String, V> topic) {
        return driver.createOutputTopic(
                        name(topic), topic.key().deserializer(), topic.value().deserializer())
                .readValuesToList();
    }

    void wallClock(Duration passed) {
        driver.advanceWallClockTime(passed);
    }

    double count(String meter, String tag, String value) {
        var counter = meters.find(meter).tag(tag, value).counter();
        return counter == null ? 0 : counter.count();
    }

    @Override
    public void close() {
        driver.close();
    }
}
