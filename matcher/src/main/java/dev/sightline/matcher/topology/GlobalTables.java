package dev.sightline.matcher.topology;

import dev.sightline.contracts.v1.AlertRule;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.CameraStatus;
import dev.sightline.contracts.v1.ModelAssignment;
import dev.sightline.contracts.v1.ModelReference;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.matcher.alert.AlertPolicy;
import dev.sightline.matcher.alert.Watchlist;
import dev.sightline.matcher.link.score.Scales;
import dev.sightline.matcher.order.SiteCamera;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * What every stage of the matcher knows, whatever its partition: cameras and how they are, watchlist, rules and models,
 * each from the global store of a compacted topic. One thread.
 */
final class GlobalTables {
    static final String CAMERAS = "cameras";
    static final String CAMERA_STATUS = "camera-status";
    static final String WATCHLIST = "watchlist";
    static final String RULES = "rules";
    static final String MODELS = "models";

    private final GlobalTable<Camera> cameras;
    private final GlobalTable<CameraStatus> statuses;
    private final GlobalTable<WatchlistEntry> entries;
    private final GlobalTable<AlertRule> rules;
    private final GlobalTable<ModelAssignment> models;
    private final AlertPolicy policy;
    private final Map<String, List<SiteCamera>> expectations = new HashMap<>();
    private long camerasVersion;
    private long statusesVersion;
    private Watchlist watchlist = new Watchlist(List.of());
    private long watchlistVersion;
    private long modelsVersion;

    GlobalTables(ProcessorContext<?, ?> context, AlertPolicy policy) {
        this.cameras = new GlobalTable<>(CAMERAS, context.getStateStore(CAMERAS), Camera.parser());
        this.statuses = new GlobalTable<>(CAMERA_STATUS, context.getStateStore(CAMERA_STATUS), CameraStatus.parser());
        this.entries = new GlobalTable<>(WATCHLIST, context.getStateStore(WATCHLIST), WatchlistEntry.parser());
        this.rules = new GlobalTable<>(RULES, context.getStateStore(RULES), AlertRule.parser());
        this.models = new GlobalTable<>(MODELS, context.getStateStore(MODELS), ModelAssignment.parser());
        this.policy = policy;
    }

    /** Adds the global store of a compacted topic. */
    static void add(StreamsBuilder builder, String name, String topic) {
        builder.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                        .withLoggingDisabled(),
                topic,
                Consumed.with(Serdes.String(), Serdes.ByteArray()).withName(name + "-source"),
                () -> new Keep(name));
    }

    List<Camera> cameras(String siteId) {
        cameras.refresh();
        return cameras.all().stream().filter(c -> c.getSiteId().equals(siteId)).toList();
    }

    /** The cameras of a site as far as the order stage waits for them. */
    List<SiteCamera> expected(String siteId) {
        long ofCameras = cameras.refresh();
        long ofStatuses = statuses.refresh();
        if (ofCameras != camerasVersion || ofStatuses != statusesVersion) {
            camerasVersion = ofCameras;
            statusesVersion = ofStatuses;
            expectations.clear();
        }
        return expectations.computeIfAbsent(
                siteId,
                site -> cameras(site).stream()
                        .map(camera -> SiteCameras.of(camera, statuses.get(camera.getCameraId())))
                        .toList());
    }

    /** The rules of the topic and the built-in ones that it does not replace, in the order of their ids. */
    Collection<AlertRule> rules() {
        rules.refresh();
        Map<String, AlertRule> byId = new TreeMap<>();
        policy.rules().forEach(rule -> byId.put(rule.getRuleId(), rule));
        rules.all().forEach(rule -> byId.put(rule.getRuleId(), rule));
        return byId.values();
    }

    Watchlist watchlist() {
        long version = entries.refresh();
        if (version != watchlistVersion) {
            watchlist = new Watchlist(entries.all());
            watchlistVersion = version;
        }
        return watchlist;
    }

    /**
     * Has the calibrations of all assigned models ready before frames need them. When a site switches is not
     * decided here: its frames say so ({@code SiteModels}).
     */
    void prepare(Scales scales) {
        long version = models.refresh();
        if (version != modelsVersion) {
            modelsVersion = version;
            for (ModelAssignment assignment : models.all()) {
                Stream.of(assignment.getServing(), assignment.getNext())
                        .map(ModelReference::getModelId)
                        .filter(modelId -> !modelId.isEmpty())
                        .forEach(scales::prepare);
            }
        }
    }

    /** Keeps the newest value of each key. */
    private static final class Keep extends ContextualProcessor<String, byte[], Void, Void> {
        private final String name;

        Keep(String name) {
            this.name = name;
        }

        @Override
        public void process(Record<String, byte[]> record) {
            KeyValueStore<String, byte[]> store = context().getStateStore(name);
            if (record.value() == null) {
                store.delete(record.key());
            } else {
                store.put(record.key(), record.value());
            }
        }
    }
}
