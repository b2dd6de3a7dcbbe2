package dev.sightline.matcher.topology;

import dev.sightline.contracts.topic.ProtobufSerde;
import dev.sightline.contracts.topic.Topic;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.TrackerFrame;
import dev.sightline.matcher.MatcherPolicy;
import dev.sightline.matcher.link.Scales;
import java.util.List;
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
    private static final List<Topic<String, ?>> OUTPUTS =
            List.of(Topics.TRACKS, Topics.IDENTITY_EVENTS, Topics.SIGHTINGS, Topics.ALERTS);

    private final Function<Topic<?, ?>, String> names;
    private final MatcherPolicy policy;
    private final Scales scales;
    private final MatcherMeters meters;

    /** @param names a topic's name in this installation */
    public MatcherTopology(
            Function<Topic<?, ?>, String> names, MatcherPolicy policy, Scales scales, MatcherMeters meters) {
        this.names = names;
        this.policy = policy;
        this.scales = scales;
        this.meters = meters;
    }

    public Topology build() {
        StreamsBuilder builder = new StreamsBuilder();
        Directory.add(builder, Directory.CAMERAS, names.apply(Topics.CAMERAS));
        Directory.add(builder, Directory.WATCHLIST, names.apply(Topics.WATCHLIST));
        Directory.add(builder, Directory.RULES, names.apply(Topics.RULES));
        Directory.add(builder, Directory.MODELS, names.apply(Topics.MODELS));
        link(followed(builder), builder);
        return builder.build();
    }

    private KStream<String, TrackerFrame> followed(StreamsBuilder builder) {
        builder.addStateStore(StateStores.builder(StateStores.TRACKERS));
        KStream<String, TrackOutput> followed = builder.stream(
                        names.apply(Topics.OBSERVATIONS),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("observations"))
                .process(() -> new TrackProcessor(policy.track(), meters), Named.as("track"), StateStores.TRACKERS);
        KStream<String, TrackOutput> described = builder.stream(
                        names.apply(Topics.REDESCRIPTIONS),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("redescriptions"))
                .process(() -> new DescribeProcessor(meters), Named.as("describe"));
        KStream<String, TrackOutput> tracked = followed.merge(described, Named.as("for-sites"));
        tracked.filter((key, out) -> out instanceof TrackOutput.Refused, Named.as("refused"))
                .mapValues(out -> ((TrackOutput.Refused) out).letter(), Named.as("letters"))
                .to(
                        names.apply(Topics.DEAD_LETTERS),
                        Produced.with(Topics.DEAD_LETTERS.key(), Topics.DEAD_LETTERS.value())
                                .withName("dead-letters"));
        return tracked.filter((key, out) -> out instanceof TrackOutput.Followed, Named.as("followed"))
                .mapValues(out -> ((TrackOutput.Followed) out).frame(), Named.as("frames"))
                .repartition(Repartitioned.<String, TrackerFrame>as("by-site")
                        .withKeySerde(Serdes.String())
                        .withValueSerde(ProtobufSerde.of(TrackerFrame.parser())));
    }

    private void link(KStream<String, TrackerFrame> frames, StreamsBuilder builder) {
        List<String> stores = List.of(StateStores.ORDER, StateStores.MEMORY, StateStores.COOL_DOWNS);
        stores.forEach(store -> builder.addStateStore(StateStores.builder(store)));
        KStream<String, LinkOutput> linked = frames.process(
                () -> new LinkProcessor(policy, scales, meters), Named.as("link"), stores.toArray(String[]::new));
        for (Topic<String, ?> topic : OUTPUTS) {
            linked.filter((key, out) -> out.topic().equals(topic), Named.as("only-" + topic.noun()))
                    .mapValues(LinkOutput::bytes, Named.as("bytes-" + topic.noun()))
                    .to(
                            names.apply(topic),
                            Produced.with(Serdes.String(), Serdes.ByteArray()).withName(topic.noun()));
        }
    }
}
