package dev.sightline.matcher.topology;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.matcher.v1.SiteInput;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Sends the records of a topic that speaks to sites to the link stage, on the topic of the frames of their site. On one
 * topic they have one order with the frames, which a fail-over of the link stage repeats, and one partitioning. What does
 * not parse, or cannot be, leaves as a dead letter.
 */
final class SiteRecordProcessor implements Processor<byte[], byte[], String, TrackOutput> {
    private final String noun;
    private final Reader reader;
    private final SizedFrames sizes;
    private final RefusedRecords refused;
    private @Nullable ProcessorContext<String, TrackOutput> context;
    private @Nullable SitePartitions sites;

    /** @param noun what a record is, for dead letters */
    SiteRecordProcessor(String noun, Reader reader, StagePolicies policies, MatcherMeters meters) {
        this.noun = noun;
        this.reader = reader;
        this.sizes = new SizedFrames(policies.mostBytes(), meters);
        this.refused = new RefusedRecords(meters, sizes);
    }

    /** Makes of a record what the link stage takes. */
    interface Reader {
        /**
         * Empty when the record is none of the link stage's business.
         *
         * @throws IllegalArgumentException with a message for people when it cannot be
         */
        Optional<ForOneSite> read(String key, byte[] value) throws InvalidProtocolBufferException;
    }

    /** A record and the site that it is for. */
    record ForOneSite(String siteId, SiteInput input) {}

    @Override
    public void init(ProcessorContext<String, TrackOutput> context) {
        this.context = context;
        this.sites = new SitePartitions(context);
        refused.init(context);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        try {
            read(record).ifPresent(read -> forward(read, record.timestamp()));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            String kind = e instanceof InvalidProtocolBufferException ? "-unreadable" : "-invalid";
            refused.refuse(record, noun + kind, e.getMessage());
        }
    }

    private void forward(ForOneSite read, long timestamp) {
        if (sites == null) {
            throw new IllegalStateException("the processor of " + noun + " records was not initialized");
        }
        SiteInput placed = sites.placed(read.input(), read.siteId(), null);
        context().forward(new Record<>(read.siteId(), new TrackOutput.ForSite(placed), timestamp));
    }

    @Override
    public void close() {
        refused.close();
    }

    private Optional<ForOneSite> read(Record<byte[], byte[]> record) throws InvalidProtocolBufferException {
        byte @Nullable [] key = record.key();
        byte @Nullable [] value = record.value();
        if (key == null || value == null) {
            throw new IllegalArgumentException("a record about a " + noun + " needs a key and a value");
        }
        Optional<ForOneSite> read = reader.read(new String(key, StandardCharsets.UTF_8), value);
        read.map(r -> r.input().getSerializedSize()).ifPresent(this::requireFits);
        return read;
    }

    private void requireFits(int bytes) {
        if (!sizes.fits(bytes)) {
            throw new IllegalArgumentException(
                    "a " + noun + " of " + bytes + " bytes is larger than a record may be; say it in several");
        }
    }

    private ProcessorContext<String, TrackOutput> context() {
        if (context == null) {
            throw new IllegalStateException("the processor of " + noun + " records was not initialized");
        }
        return context;
    }
}
