package dev.sightline.bench.system;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.platform.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends what live cameras would show, each frame at its time, on a thread of its own until closed. */
final class CameraFeed implements AutoCloseable {
    private final KafkaClients clients;
    private final List<Camera> cameras;
    private final double fps;
    private final int camerasASite;
    private final List<WalkedSite> sites = new ArrayList<>();
    private final long startUs = System.currentTimeMillis() * 1_000;
    private final Thread thread = new Thread(this::send, "camera-feed");
    private volatile boolean closed;
    private volatile long sent;
    private volatile long latestUs;
    private volatile long allowed = Long.MAX_VALUE;

    /** @param cameras with their places, site by site */
    CameraFeed(KafkaClients clients, List<Camera> cameras, double fps, int camerasASite, PictureShape shape) {
        this.clients = clients;
        this.cameras = cameras;
        this.fps = fps;
        this.camerasASite = camerasASite;
        for (int first = 0; first < cameras.size(); first += camerasASite) {
            int size = Math.min(camerasASite, cameras.size() - first);
            sites.add(new WalkedSite(shape, size, 1 + first, startUs));
        }
    }

    void start() {
        thread.start();
    }

    /** How many frames it may have sent in all, for now. */
    void allow(long frames) {
        allowed = frames;
    }

    long sent() {
        return sent;
    }

    /** How late the frame was that was sent latest, seconds. */
    double worstDelay() {
        return latestUs / 1e6;
    }

    private void send() {
        try (Producer<byte[], byte[]> producer = clients.producer("cameras")) {
            for (long n = 0; !closed; n++) {
                int camera = (int) (n % cameras.size());
                long dueUs = startUs + (long) (n * 1e6 / (fps * cameras.size()));
                while (n >= allowed && !closed) {
                    LockSupport.parkNanos(20_000_000);
                }
                awaitTime(dueUs);
                var unused = producer.send(record(camera, 1 + n / cameras.size(), dueUs));
                sent = n + 1;
            }
        }
    }

    private void awaitTime(long dueUs) {
        long early = dueUs - System.currentTimeMillis() * 1_000;
        if (early > 0) {
            LockSupport.parkNanos(early * 1_000);
        } else {
            latestUs = Math.max(latestUs, -early);
        }
    }

    private ProducerRecord<byte[], byte[]> record(int index, long sequence, long timeUs) {
        Camera camera = cameras.get(index);
        Observation observation = sites.get(index / camerasASite)
                .picture(index % camerasASite, sequence, timeUs)
                .setCameraId(camera.getCameraId())
                .setSiteId(camera.getSiteId())
                .setSession(startUs / 1_000)
                .setPlace(camera.getPlace())
                .build();
        return new ProducerRecord<>(
                clients.name(Topics.OBSERVATIONS),
                camera.getPlace().getCameraPartition(),
                camera.getCameraId().getBytes(StandardCharsets.UTF_8),
                observation.toByteArray());
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(TimeUnit.MINUTES.toMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
