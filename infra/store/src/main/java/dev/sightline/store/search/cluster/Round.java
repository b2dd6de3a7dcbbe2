package dev.sightline.store.search.cluster;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contracts.v1.ShardAnswer;
import dev.sightline.contracts.v1.ShardQuestion;
import dev.sightline.platform.peer.PeerClient;
import dev.sightline.platform.peer.PeerRefused;
import dev.sightline.store.search.Unanswered;
import dev.sightline.store.search.Unanswered.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One question to all instances that hold what is not here, and their answers until the time is over. One thread. */
final class Round {
    private static final Logger LOG = LoggerFactory.getLogger(Round.class);

    private final long deadline;
    private final Map<String, List<Integer>> asked = new TreeMap<>();
    private final Map<String, CompletableFuture<byte[]>> answers = new TreeMap<>();
    private final List<Unanswered> unanswered = new ArrayList<>();

    private Round(Duration patience) {
        this.deadline = System.nanoTime() + patience.toNanos();
    }

    /**
     * Asks, and does not wait.
     *
     * @param here partitions that need not be asked for
     */
    static Round ask(
            Holders holders, Collection<Integer> here, ShardQuestion question, PeerClient peers, Duration patience) {
        Round round = new Round(patience);
        holders.byAddress().forEach((address, partitions) -> {
            List<Integer> wanted =
                    partitions.stream().filter(p -> !here.contains(p)).toList();
            if (!wanted.isEmpty()) {
                byte[] bytes = question.toBuilder()
                        .setPartitionCount(holders.of())
                        .addAllPartitions(wanted)
                        .build()
                        .toByteArray();
                round.asked.put(address, wanted);
                round.answers.put(address, peers.ask(address, bytes, patience));
            }
        });
        List<Integer> nobody = holders.without(here);
        if (!nobody.isEmpty()) {
            round.unanswered.add(new Unanswered("", nobody, Reason.NOBODY));
        }
        return round;
    }

    /** The answers, waited for; what is missing is in {@link #unanswered}. */
    List<ShardAnswer> answers() {
        List<ShardAnswer> all = new ArrayList<>();
        answers.forEach((address, answer) -> {
            List<Integer> wanted = asked.getOrDefault(address, List.of());
            try {
                ShardAnswer one = ShardAnswer.parseFrom(
                        answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
                all.add(one);
                incomplete(address, wanted, one.getPartitionsList(), one.getBuildingList());
            } catch (ExecutionException e) {
                LOG.warn("instance {} gives no answer: {}", address, String.valueOf(e.getCause()));
                missing(address, wanted, e.getCause() instanceof PeerRefused ? Reason.REFUSED : Reason.SILENT);
            } catch (TimeoutException | InvalidProtocolBufferException e) {
                LOG.warn("instance {} gives no answer: {}", address, e.toString());
                answer.cancel(true);
                missing(address, wanted, Reason.SILENT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                answer.cancel(true);
                missing(address, wanted, Reason.SILENT);
            }
        });
        return all;
    }

    /** Notes what of the partitions that were wanted is not there or not whole. */
    void incomplete(String address, List<Integer> wanted, Collection<Integer> answered, Collection<Integer> building) {
        missing(
                address,
                wanted.stream()
                        .filter(p -> !answered.contains(p) || building.contains(p))
                        .toList(),
                Reason.BUILDING);
    }

    private void missing(String address, List<Integer> partitions, Reason why) {
        if (!partitions.isEmpty()) {
            unanswered.add(new Unanswered(address, partitions, why));
        }
    }

    /** Who did not answer, or not with everything. */
    List<Unanswered> unanswered() {
        return List.copyOf(unanswered);
    }
}
