package dev.sightline.matcher.topology;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.id.Ids;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.RedescribedExemplar;
import dev.sightline.contracts.v1.Redescription;
import dev.sightline.contracts.v1.TrackerFrame;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Puts exemplars described anew on the way that the frames of their site take. On one way the two have one order, which a
 * fail-over of the link stage repeats, and no other partitioning than the frames'. What does not parse, or holds a
 * descriptor that is none, leaves as a dead letter.
 */
final class DescribeProcessor implements Processor<byte[], byte[], String, TrackOutput> {
    private final MatcherMeters meters;
    private @Nullable ProcessorContext<String, TrackOutput> context;

    DescribeProcessor(MatcherMeters meters) {
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, TrackOutput> context) {
        this.context = context;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        try {
            Redescription redescription = parse(record.key(), record.value());
            TrackerFrame carrier = TrackerFrame.newBuilder()
                    .setSiteId(redescription.getSiteId())
                    .setRedescription(redescription)
                    .build();
            context()
                    .forward(new Record<>(
                            redescription.getSiteId(), new TrackOutput.Followed(carrier), record.timestamp()));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            String kind =
                    e instanceof InvalidProtocolBufferException ? "redescription-unreadable" : "redescription-invalid";
            meters.refused(kind);
            context().forward(RefusedRecords.letter(context(), record, kind, e));
        }
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
        redescription.getExemplarsList().forEach(DescribeProcessor::require);
        return redescription;
    }

    /** The gallery takes it as it is later on. */
    private static void require(RedescribedExemplar exemplar) {
        if (exemplar.getTrackletId().isEmpty()
                || UnitVector.of(exemplar.getVector()).modelId().isEmpty()) {
            throw new IllegalArgumentException("a redescribed exemplar needs the id of its tracklet and of its model");
        }
        Modality modality = exemplar.getModality();
        if (modality != Modality.MODALITY_PERSON && modality != Modality.MODALITY_FACE) {
            throw new IllegalArgumentException("a redescribed exemplar of tracklet '" + exemplar.getTrackletId()
                    + "' has modality " + modality + "; allowed: MODALITY_PERSON, MODALITY_FACE");
        }
    }

    private ProcessorContext<String, TrackOutput> context() {
        if (context == null) {
            throw new IllegalStateException("the describe processor was not initialised");
        }
        return context;
    }
}
