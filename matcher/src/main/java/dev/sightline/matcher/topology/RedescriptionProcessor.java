package dev.sightline.matcher.topology;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.id.Ids;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.RedescribedExemplar;
import dev.sightline.contracts.v1.Redescription;
import dev.sightline.matcher.v1.SiteInput;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Sends re-embedded exemplars to the link stage on the topic of the frames of their site. On one topic the two have one
 * order, which a fail-over of the link stage repeats, and one partitioning. What does not parse, or holds a descriptor
 * that is no unit vector, leaves as a dead letter.
 */
final class RedescriptionProcessor implements Processor<byte[], byte[], String, TrackOutput> {
    private final SizedFrames sizes;
    private final RefusedRecords refused;
    private @Nullable ProcessorContext<String, TrackOutput> context;

    RedescriptionProcessor(StagePolicies policies, MatcherMeters meters) {
        this.sizes = new SizedFrames(policies.mostBytes(), meters);
        this.refused = new RefusedRecords(meters, sizes);
    }

    @Override
    public void init(ProcessorContext<String, TrackOutput> context) {
        this.context = context;
        refused.init(context);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        try {
            Redescription redescription = parse(record.key(), record.value());
            SiteInput input =
                    SiteInput.newBuilder().setRedescription(redescription).build();
            if (!sizes.fits(input.getSerializedSize())) {
                throw new IllegalArgumentException("a redescription of " + input.getSerializedSize()
                        + " bytes is larger than a record may be; send its exemplars in several");
            }
            context()
                    .forward(new Record<>(
                            redescription.getSiteId(), new TrackOutput.ForSite(input), record.timestamp()));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            String kind =
                    e instanceof InvalidProtocolBufferException ? "redescription-unreadable" : "redescription-invalid";
            refused.refuse(record, kind, e.getMessage());
        }
    }

    @Override
    public void close() {
        refused.close();
    }

    private static Redescription parse(byte @Nullable [] key, byte @Nullable [] value)
            throws InvalidProtocolBufferException {
        if (value == null || key == null) {
            throw new IllegalArgumentException("a redescription needs a site id as key and a value");
        }
        Redescription redescription = Redescription.parseFrom(value);
        Ids.requireName("site", redescription.getSiteId());
        String keyed = new String(key, StandardCharsets.UTF_8);
        if (!keyed.equals(redescription.getSiteId())) {
            throw new IllegalArgumentException("the redescription of site '" + redescription.getSiteId()
                    + "' has the key '" + keyed + "'; the key must be the site id");
        }
        redescription.getExemplarsList().forEach(RedescriptionProcessor::require);
        return redescription;
    }

    /** The gallery takes it as it is later on. */
    private static void require(RedescribedExemplar exemplar) {
        if (exemplar.getTrackletId().isEmpty()
                || UnitVector.of(exemplar.getVector()).modelId().isEmpty()) {
            throw new IllegalArgumentException("a re-embedded exemplar needs the id of its tracklet and of its model");
        }
        Modality modality = exemplar.getModality();
        if (modality != Modality.MODALITY_PERSON && modality != Modality.MODALITY_FACE) {
            throw new IllegalArgumentException("a re-embedded exemplar of tracklet '" + exemplar.getTrackletId()
                    + "' has modality " + modality + "; allowed: MODALITY_PERSON, MODALITY_FACE");
        }
    }

    private ProcessorContext<String, TrackOutput> context() {
        if (context == null) {
            throw new IllegalStateException("the redescription processor was not initialized");
        }
        return context;
    }
}
