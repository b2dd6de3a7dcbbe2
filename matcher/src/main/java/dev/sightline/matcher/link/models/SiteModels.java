package dev.sightline.matcher.link.models;

import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.link.memory.ServingModel;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.v1.FrameModel;
import dev.sightline.matcher.v1.TrackerFrame;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which model a site compares each modality by, and the moment it becomes another one.
 *
 * <p><b>The frames say when.</b> A promotion has an event time T: every embedder describes frames captured before T by the
 * old model (with the new one's descriptors beside), and frames from T on by the new model alone. The link stage takes the
 * frames of all cameras in one order of capture time, so its first frame that an announced model describes in the
 * serving one's place is the first one from T on that shows anybody. There, before anything of that frame is compared, the site switches. Between T
 * and that frame nothing is described, so nothing is compared: switching at T itself could not decide otherwise.
 *
 * <p>The models topic names T too, but it is read beside the frames, at no fixed place between them, and keeps only the
 * last promotion: after a restart or in a replay it would switch elsewhere, or not at all. What the frames carry stands at
 * the same place in every replay, and several promotions in a row replay as well. The topic serves to have calibrations
 * ready.
 *
 * <p>A switch needs an announcement (descriptors beside those of the serving model, or exemplars re-embedded): it drops
 * what the new model never described. A model that nothing announced, from an embedder with another configuration, only
 * counts from then on; what other models described stays and is not compared with it. Frames captured before the last
 * switch that come late say nothing about which model serves. One thread.
 */
public final class SiteModels {
    private static final Logger LOG = LoggerFactory.getLogger(SiteModels.class);
    private static final int MOST_ANNOUNCED = 8;

    private final SiteMemory memory;
    private final Set<String> warned = new HashSet<>();

    public SiteModels(SiteMemory memory) {
        this.memory = memory;
    }

    /**
     * From now on another model serves.
     *
     * @param from what served before
     */
    public record ModelSwitch(Modality modality, String from, String to) {}

    /** The model that serves; empty before the first described frame. */
    public String serving(Modality modality) {
        return of(modality).modelId();
    }

    /** Takes note of what a frame is described by, in the order of the site; the switches that it proves are due. */
    public List<ModelSwitch> see(TrackerFrame frame) {
        List<ModelSwitch> switches = new ArrayList<>();
        for (FrameModel described : frame.getModelsList()) {
            see(described, frame.getCaptureTimeUs()).ifPresent(switches::add);
        }
        return switches;
    }

    /** A model describes what the site keeps: it is being brought in. */
    void announce(Modality modality, String modelId) {
        ServingModel known = of(modality);
        if (modelId.equals(known.modelId()) || known.announced().contains(modelId)) {
            return;
        }
        List<String> announced = new ArrayList<>(known.announced());
        announced.add(modelId);
        List<String> newest = announced.subList(Math.max(0, announced.size() - MOST_ANNOUNCED), announced.size());
        put(known.announcing(newest));
        if (!known.modelId().isEmpty()) {
            LOG.info(
                    "site {}: model {} is being brought in for {}, {} serves",
                    memory.siteId(),
                    modelId,
                    modality,
                    known.modelId());
        }
    }

    private Optional<ModelSwitch> see(FrameModel frame, long captureTimeUs) {
        Modality modality = frame.getModality();
        ServingModel known = of(modality);
        String model = frame.getModelId();
        String next = frame.getNextModelId();
        if (known.modelId().isEmpty()) {
            serve(known, model, 0);
        } else if (captureTimeUs < known.sinceUs() || next.equals(known.modelId())) {
            return Optional.empty();
        }
        if (!next.isEmpty()) {
            announce(modality, next);
        }
        ServingModel now = of(modality);
        if (model.equals(now.modelId())) {
            return Optional.empty();
        }
        serve(now, model, captureTimeUs);
        if (now.announced().contains(model)) {
            return Optional.of(new ModelSwitch(modality, now.modelId(), model));
        }
        if (warned.add(model)) {
            LOG.warn(
                    "site {}: frames are described by {} and no more by {}, and nothing announced it; people known until now are"
                            + " not recognized by it. Use 'sightline models promote' to change models",
                    memory.siteId(),
                    model,
                    now.modelId());
        }
        return Optional.empty();
    }

    private void serve(ServingModel known, String model, long sinceUs) {
        List<String> others = known.announced().stream()
                .filter(announced -> !announced.equals(model))
                .toList();
        put(new ServingModel(known.modality(), model, sinceUs, others));
    }

    private ServingModel of(Modality modality) {
        return memory.site().model(modality);
    }

    private void put(ServingModel next) {
        memory.update(memory.site().with(next));
    }
}
