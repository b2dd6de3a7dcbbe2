package dev.sightline.store.search.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.platform.peer.PeerClient;
import dev.sightline.platform.peer.PeerServer;
import dev.sightline.platform.peer.SharedKey;
import dev.sightline.store.search.Along;
import dev.sightline.store.search.Likes;
import dev.sightline.store.search.Probe;
import dev.sightline.store.search.SearchFilter;
import dev.sightline.store.search.Unanswered;
import dev.sightline.store.search.Unanswered.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes of instances that are slow, fail, hold something else than was thought, or are not done. */
class ClusterSearchIT {
    private static final SharedKey KEY = SharedKey.of("search.key", "k".repeat(32));
    private static final Modality BODY = Modality.MODALITY_PERSON;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<PeerServer> servers = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void close() {
        end.countDown();
        servers.forEach(PeerServer::close);
    }

    @Test
    void shouldAnswerInTimeWithoutThoseThatAreSlowOrFail() {
        String good = serve(question -> found(Set.of(0), Set.of(), "t0"));
        String slow = serve(question -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return question;
        });
        String broken = serve(question -> {
            throw new IllegalStateException("as a bug would");
        });
        String nonsense = serve(question -> new byte[] {1, 2, 3});
        long begin = System.nanoTime();

        Likes likes = search(4, Map.of(0, good, 1, slow, 2, broken, 3, nonsense), PATIENCE);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(PATIENCE, PATIENCE.multipliedBy(4));
        assertThat(likes.sightings()).extracting(Likes.Like::sightingId).containsExactly("t0");
        assertThat(likes.compared()).containsEntry(BODY, 100L);
        assertThat(likes.unanswered())
                .containsExactlyInAnyOrder(
                        new Unanswered(slow, List.of(1), Reason.SILENT),
                        new Unanswered(broken, List.of(2), Reason.SILENT),
                        new Unanswered(nonsense, List.of(3), Reason.SILENT));
    }

    @Test
    void shouldTakeWhatThereIsOfAnIndexThatIsBeingBuiltAndSaySo() {
        String building = serve(question -> found(Set.of(0, 1), Set.of(1), "t0"));

        Likes likes = search(4, Map.of(0, building, 1, building, 2, building), Duration.ofMinutes(1));

        assertThat(likes.sightings()).hasSize(1);
        assertThat(likes.unanswered())
                .as("2 is not there yet, 1 is not whole, 3 is nobody's")
                .containsExactlyInAnyOrder(
                        new Unanswered(building, List.of(1, 2), Reason.BUILDING),
                        new Unanswered("", List.of(3), Reason.NOBODY));
    }

    private String serve(UnaryOperator<byte[]> answers) {
        PeerServer server = PeerServer.start("127.0.0.1", 0, KEY, Clock.systemUTC(), answers);
        servers.add(server);
        return "127.0.0.1:" + server.port();
    }

    private static byte[] found(Set<Integer> partitions, Set<Integer> building, String sighting) {
        Likes likes = new Likes(
                List.of(new Likes.Like(sighting, "hall/p1", "hall", Map.of(BODY, .9))),
                Map.of(BODY, 100L),
                20,
                Map.of(BODY, 0L),
                Map.of());
        return ShardMessages.message(new Found(partitions, building, new Along(likes, new double[0])))
                .toByteArray();
    }

    private static Likes search(int of, Map<Integer, String> addresses, Duration patience) {
        return new ClusterSearch(
                        () -> new Holders(of, addresses),
                        Optional.empty(),
                        new PeerClient(KEY, Clock.systemUTC(), patience),
                        patience)
                .find(
                        SearchFilter.ALL,
                        List.of(Probe.ofCrop(BODY, UnitVector.normalize("body@1", new float[] {1, 2}, .5f))),
                        400);
    }
}
