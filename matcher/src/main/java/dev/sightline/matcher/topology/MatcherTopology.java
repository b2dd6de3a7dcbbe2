package dev.sightline.matcher.topology;

import dev.sightline.contracts.topic.ProtobufSerde;
import dev.sightline.contracts.topic.Topic;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.matcher.link.score.Scales;
import dev.sightline.matcher.v1.SiteInput;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * Wires the stages. All names are fixed here: they are part of state store, changelog and repartition topic names, so a
 * rename is a migration.
 */
public final class MatcherTopology {
    /** What the topic by which observations come to their sites is named after. */
    public static final String BY_SITE = "by-site";

    private static final List<Topic<String, ?>> OUTPUTS =
            List.of(Topics.TRACKS, Topics.IDENTITY_EVENTS, Topics.SIGHTINGS, Topics.ALERTS);

    private final Function<Topic<?, ?>, String> names;
    private final StagePolicies policies;
    private final Scales scales;
    private final MatcherMeters meters;

    /** @param names a topic's name in this installation */
    public MatcherTopology(
            Function<Topic<?, ?>, String> names, StagePolicies policies, Scales scales, MatcherMeters meters) {
        this.names = names;
        this.policies = policies;
        this.scales = scales;
        this.meters = meters;
    }

    public Topology build() {
        StreamsBuilder builder = new StreamsBuilder();
        GlobalTables.add(builder, GlobalTables.CAMERAS, names.apply(Topics.CAMERAS));
        GlobalTables.add(builder, SitePartitions.STORE, names.apply(Topics.ROSTERS));
        GlobalTables.add(builder, GlobalTables.CAMERA_STATUS, names.apply(Topics.CAMERA_STATUS));
        GlobalTables.add(builder, GlobalTables.WATCHLIST, names.apply(Topics.WATCHLIST));
        GlobalTables.add(builder, GlobalTables.RULES, names.apply(Topics.RULES));
        GlobalTables.add(builder, GlobalTables.MODELS, names.apply(Topics.MODELS));
        link(followed(builder), builder);
        return builder.build();
    }

    private KStream<String, SiteInput> followed(StreamsBuilder builder) {
        builder.addStateStore(StateStores.builder(StateStores.TRACKERS));
        KStream<String, TrackOutput> followed = builder.stream(
                        names.apply(Topics.OBSERVATIONS),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("observations"))
                .process(() -> new TrackProcessor(policies, meters), Named.as("track"), StateStores.TRACKERS);
        KStream<String, TrackOutput> tracked = followed.merge(
                        said(builder, Topics.REDESCRIPTIONS, "describe", SiteRecords::redescription),
                        Named.as("for-sites"))
                .merge(said(builder, Topics.FEEDBACK, "correct", SiteRecords::feedback), Named.as("and-corrections"))
                .merge(said(builder, Topics.ERASURES, "erase", SiteRecords::erasure), Named.as("and-erasures"));
        tracked.filter((key, out) -> out instanceof TrackOutput.Refused, Named.as("refused"))
                .mapValues(out -> ((TrackOutput.Refused) out).letter(), Named.as("letters"))
                .to(
                        names.apply(Topics.DEAD_LETTERS),
                        Produced.with(Topics.DEAD_LETTERS.key(), Topics.DEAD_LETTERS.value())
                                .withName("dead-letters"));
        return tracked.filter((key, out) -> out instanceof TrackOutput.ForSite, Named.as("followed"))
                .mapValues(out -> ((TrackOutput.ForSite) out).input(), Named.as("frames"))
                .repartition(Repartitioned.<String, SiteInput>as(BY_SITE)
                        .withStreamPartitioner(this::partition)
                        .withKeySerde(Serdes.String())
                        .withValueSerde(ProtobufSerde.of(SiteInput.parser())));
    }

    /** The site's by its roster, or the one that its id hashes to; also when the roster names one that is not there. */
    private Optional<Set<Integer>> partition(String topic, String siteId, SiteInput input, int partitions) {
        if (!input.hasPartition()) {
            return Optional.empty();
        }
        if (input.getPartition() < 0 || input.getPartition() >= partitions) {
            meters.misplaced(siteId, input.getPartition(), partitions);
            return Optional.empty();
        }
        return Optional.of(Set.of(input.getPartition()));
    }

    /** What is said to sites beside the frames of their cameras. */
    private KStream<String, TrackOutput> said(
            StreamsBuilder builder, Topic<String, ?> topic, String verb, SiteRecordProcessor.Reader reader) {
        // "feedback" has no plural.
        String noun = topic.noun().replaceAll("s$", "");
        return builder.stream(
                        names.apply(topic),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(topic.noun()))
                .process(() -> new SiteRecordProcessor(noun, reader, policies, meters), Named.as(verb));
    }

    private void link(KStream<String, SiteInput> inputs, StreamsBuilder builder) {
        List<String> stores = List.of(StateStores.ORDER, StateStores.MEMORY, StateStores.COOL_DOWNS);
        stores.forEach(store -> builder.addStateStore(StateStores.builder(store)));
        KStream<String, LinkOutput> linked = inputs.process(
                () -> new LinkProcessor(policies, scales, meters), Named.as("link"), stores.toArray(String[]::new));
        for (Topic<String, ?> topic : OUTPUTS) {
            linked.filter((key, out) -> out.topic().equals(topic), Named.as("only-" + topic.noun()))
                    .mapValues(LinkOutput::bytes, Named.as("bytes-" + topic.noun()))
                    .to(
                            names.apply(topic),
                            Produced.with(Serdes.String(), Serdes.ByteArray()).withName(topic.noun()));
        }
    }
}
