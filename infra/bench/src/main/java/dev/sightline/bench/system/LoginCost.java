package dev.sightline.bench.system;

import com.sun.management.OperatingSystemMXBean;
import dev.sightline.app.run.TemporaryFolder;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.platform.broker.EmbeddedBroker;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.TopicAdmin;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What the log-in of the embedded Kafka costs: brokers with and without it in turn, in one process. Time of the processor,
 * which other load disturbs less than the clock: to start, for a new client's first answer, for each frame from one producer.
 */
public final class LoginCost {
    private static final int FRAME_BYTES = 100_000;
    private static final int FRAMES = 6_000;
    private static final int CLIENTS = 40;

    private LoginCost() {}

    /** One broker's figures: milliseconds, milliseconds, microseconds. */
    private record Figures(double start, double client, double frame) {}

    /** {@code LoginCost ROUNDS}: medians and the median of the ratios of each round. */
    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[0]);
        List<Figures> open = new ArrayList<>();
        List<Figures> closed = new ArrayList<>();
        measure(false); // The first broker of a process loads its classes.
        measure(true);
        for (int round = 0; round < rounds; round++) {
            boolean loginFirst = round % 2 == 0;
            for (boolean login : new boolean[] {loginFirst, !loginFirst}) {
                (login ? closed : open).add(measure(login));
            }
        }
        System.out.println("| | without | with | ratio (quartiles) |\n|---|---|---|---|");
        print("start of the broker, ms", open, closed, Figures::start);
        print("a client's first answer, ms", open, closed, Figures::client);
        print("a frame of 100 kB, µs", open, closed, Figures::frame);
        System.exit(0); // Broker threads may linger.
    }

    private static Figures measure(boolean login) throws Exception {
        try (TemporaryFolder folder = TemporaryFolder.create("sightline-login-")) {
            long begun = processor();
            try (EmbeddedBroker broker =
                    login ? EmbeddedBroker.start(folder.path()) : EmbeddedBroker.withoutLogin(folder.path())) {
                double start = 1_000 * seconds(begun);
                KafkaClients clients = new KafkaClients(broker.access().settings("bench"));
                new TopicAdmin(clients).create(List.of(Topics.FRAMES), 4, (short) 1);
                return new Figures(start, firstAnswers(clients), frames(clients));
            }
        }
    }

    private static double firstAnswers(KafkaClients clients) throws Exception {
        long begun = processor();
        for (int i = 0; i < CLIENTS; i++) {
            try (Admin admin = clients.admin()) {
                admin.listTopics().names().get();
            }
        }
        return 1_000 * seconds(begun) / CLIENTS;
    }

    private static double frames(KafkaClients clients) {
        byte[] frame = new byte[FRAME_BYTES];
        new Random(1).nextBytes(frame);
        try (Producer<byte[], byte[]> producer = clients.producer("bench")) {
            long begun = processor();
            for (int i = 0; i < FRAMES; i++) {
                producer.send(new ProducerRecord<>(clients.name(Topics.FRAMES), i % 4, null, frame));
            }
            producer.flush();
            return 1e6 * seconds(begun) / FRAMES;
        }
    }

    private static double seconds(long begun) {
        return (processor() - begun) / 1e9;
    }

    private static long processor() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static void print(String what, List<Figures> open, List<Figures> closed, ToDoubleFunction<Figures> figure) {
        double[] without = open.stream().mapToDouble(figure).toArray();
        double[] with = closed.stream().mapToDouble(figure).toArray();
        double[] ratios = new double[with.length];
        Arrays.setAll(ratios, i -> with[i] / without[i]);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.3f (%.3f to %.3f) |%n",
                what,
                quantile(without, 0.5),
                quantile(with, 0.5),
                quantile(ratios, 0.5),
                quantile(ratios, 0.25),
                quantile(ratios, 0.75));
    }

    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
