package dev.sightline.matcher.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Box;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.Detection;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.contracts.v1.Sighting;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** 300 people with faces in one camera: everything is told, in records of less than a megabyte. */
class CrowdTest {
    private static final int PEOPLE = 300;
    private static final int FRAMES = 14;
    private static final int BODY = 256;
    private static final int FACE = 512;
    private static final int CROP = 4_000;
    private static final int MEGABYTE = 1 << 20;

    @Test
    void shouldTellOfACrowdInSmallRecords() {
        try (Bench bench = new Bench(StagePolicies.defaults())) {
            fill(bench);

            assertThat(bench.read(Topics.DEAD_LETTERS)).isEmpty();
            List<byte[]> bySite = values(bench, "test-by-site-repartition");
            assertThat(bySite)
                    .as("the frame that confirms 300 people comes in parts")
                    .hasSizeGreaterThan(FRAMES);
            for (String topic : bench.driver.producedTopicNames()) {
                List<byte[]> values = topic.equals("test-by-site-repartition") ? bySite : values(bench, topic);
                assertThat(values).as(topic).allMatch(value -> value == null || value.length < MEGABYTE);
            }
        }
    }

    /** Shows a camera the crowd, frame by frame. */
    private static void fill(Bench bench) {
        bench.camera(Camera.newBuilder()
                .setCameraId("square")
                .setSiteId(Street.SITE)
                .setSource("rtsp://square")
                .build());
        Random random = new Random(3);
        for (int frame = 1; frame <= FRAMES; frame++) {
            bench.observe(crowd(frame, random));
        }
    }

    @Test
    void shouldLoseNothingBetweenTheParts() {
        try (Bench bench = new Bench(StagePolicies.defaults())) {
            fill(bench);

            assertThat(bench.read(Topics.TRACKS))
                    .hasSize(FRAMES)
                    .last()
                    .satisfies(tracks -> assertThat(tracks.getBoxesList()).hasSize(PEOPLE));
            List<Sighting> sightings = bench.read(Topics.SIGHTINGS);
            assertThat(sightings.stream().map(Sighting::getSightingId).distinct())
                    .hasSize(PEOPLE);
            assertThat(sightings)
                    .allMatch(s -> s.getExemplarsList().stream()
                            .allMatch(e -> e.getCropJpeg().size() == CROP));
        }
    }

    private static List<byte[]> values(Bench bench, String topic) {
        return bench.driver
                .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readValuesToList();
    }

    private static Observation crowd(int frame, Random random) {
        Observation.Builder observation = Observation.newBuilder()
                .setCameraId("square")
                .setSiteId(Street.SITE)
                .setSequence(frame)
                .setCaptureTimeUs(frame * 100_000L)
                .setWidth(3840)
                .setHeight(2160);
        for (int p = 0; p < PEOPLE; p++) {
            float x = 20 + p % 30 * 126;
            float y = 20 + p / 30 * 210;
            int person = observation.getDetectionsCount();
            observation.addDetections(
                    detection(person, Modality.MODALITY_PERSON, -1, box(x, y, 60, 170), look(p, BODY, random)));
            observation.addDetections(detection(
                    person + 1, Modality.MODALITY_FACE, person, box(x + 15, y, 30, 30), look(p, FACE, random)));
        }
        return observation.build();
    }

    private static Detection detection(int index, Modality modality, int person, Box box, UnitVector look) {
        return Detection.newBuilder()
                .setIndex(index)
                .setModality(modality)
                .setPersonIndex(person)
                .setBox(box)
                .setScore(0.9f)
                .setQuality(0.8f)
                .setVector(look.toMessage())
                .setCropJpeg(ByteString.copyFrom(new byte[CROP]))
                .build();
    }

    private static UnitVector look(int person, int dimension, Random random) {
        Random own = new Random(person);
        float[] values = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            values[i] = (float) (own.nextGaussian() + 0.2 * random.nextGaussian());
        }
        return UnitVector.normalize("generated@" + dimension, values, 0.8f);
    }

    private static Box box(float x, float y, float width, float height) {
        return Box.newBuilder()
                .setX(x)
                .setY(y)
                .setWidth(width)
                .setHeight(height)
                .build();
    }
}
