package dev.sightline.app.label;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.app.run.Installation;
import dev.sightline.app.run.Known;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.platform.kafka.CompactedTopic;
import dev.sightline.platform.kafka.WholeTopic;
import dev.sightline.platform.problem.UserError;
import dev.sightline.platform.text.NearMiss;
import dev.sightline.store.database.Database;
import dev.sightline.store.sighting.SightingRepository;
import dev.sightline.trainer.dataset.LabelledPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a system has recorded that labels can be about. A label about a tracklet that nobody recorded would never train
 * anything, and nobody would notice. The database is asked first, then the sightings topic, for the recorder may be
 * behind.
 */
final class RecordedSubjects {
    private static final String CROP = "crop:";
    private static final int SHOWN = 5;
    private static final int CANDIDATES = 20_000;

    private final Installation installation;

    RecordedSubjects(Installation installation) {
        this.installation = installation;
    }

    /**
     * Fails when a pair is about something that was not recorded at the site.
     *
     * @throws UserError naming the site, or the first few tracklets and crops, with what they may be meant to be
     */
    void require(String site, List<LabelledPair> pairs) {
        Set<String> asked = pairs.stream()
                .flatMap(pair -> Stream.of(pair.left(), pair.right()))
                .collect(Collectors.toCollection(TreeSet::new));
        Optional<Database> database =
                installation.hasDatabase() ? Optional.of(installation.database()) : Optional.empty();
        Optional<SightingRepository> sightings = database.map(SightingRepository::new);
        Map<String, String> sites = new HashMap<>();
        sightings.ifPresent(s -> sites.putAll(s.sitesOf(asked)));
        Set<String> unknown = missing(asked, sites);
        if (unknown.stream().anyMatch(id -> !id.startsWith(CROP))) {
            sites.putAll(published());
            unknown = missing(asked, sites);
        }
        if (!unknown.isEmpty()) {
            requireSite(site, sites, sightings);
            List<String> names = candidates(site, unknown, sites, sightings);
            refuse(unknown, names);
        }
        requireThere(site, asked, sites);
    }

    private static Set<String> missing(Set<String> asked, Map<String, String> sites) {
        Set<String> missing = new TreeSet<>(asked);
        missing.removeAll(sites.keySet());
        return missing;
    }

    /** Sites of tracklets by the sightings topic. */
    private Map<String, String> published() {
        Map<String, String> sites = new HashMap<>();
        new WholeTopic(installation.kafka(), Topics.SIGHTINGS).forEach(record -> {
            parsed(record).ifPresent(sighting -> sites.put(sighting.getSightingId(), sighting.getSiteId()));
        });
        return sites;
    }

    /** Empty for a tombstone, and for what the recorder puts among the dead letters. */
    private static Optional<Sighting> parsed(ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.value() == null ? Optional.empty() : Optional.of(Sighting.parseFrom(record.value()));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    private void requireSite(String site, Map<String, String> sites, Optional<SightingRepository> sightings) {
        Set<String> known = new TreeSet<>(sites.values());
        new CompactedTopic<>(installation.kafka(), Topics.CAMERAS)
                .read().values().stream().map(Camera::getSiteId).forEach(known::add);
        sightings.ifPresent(s -> known.addAll(s.sites()));
        Known.require("site", site, known);
    }

    private static List<String> candidates(
            String site, Set<String> unknown, Map<String, String> sites, Optional<SightingRepository> sightings) {
        List<String> names = new ArrayList<>(sites.keySet());
        sightings.ifPresent(s -> unknown.stream()
                .filter(id -> !id.startsWith(CROP) && id.indexOf('/') > 0)
                .map(id -> id.substring(0, id.indexOf('/') + 1))
                .distinct()
                .limit(SHOWN)
                .forEach(camera -> names.addAll(s.ids(site, camera, CANDIDATES))));
        return names;
    }

    private static void refuse(Set<String> unknown, List<String> names) {
        String shown = unknown.stream()
                .limit(SHOWN)
                .map(id -> "'" + id + "'"
                        + NearMiss.closest(id, names)
                                .map(name -> " (did you mean " + name + "?)")
                                .orElse(""))
                .collect(Collectors.joining(", "));
        String more = unknown.size() > SHOWN ? " and " + (unknown.size() - SHOWN) + " more" : "";
        throw new UserError(
                "not recorded: " + shown + more + "; no label was written. 'sightline export' lists tracklets;"
                        + " --unchecked writes labels about what is recorded elsewhere");
    }

    private static void requireThere(String site, Set<String> asked, Map<String, String> sites) {
        List<String> elsewhere = asked.stream()
                .filter(id -> !site.equals(sites.get(id)))
                .limit(SHOWN)
                .map(id -> id + " (site " + sites.get(id) + ")")
                .toList();
        if (!elsewhere.isEmpty()) {
            throw new UserError("not seen at site '" + site + "': " + String.join(", ", elsewhere)
                    + "; no label was written. Give their site with --site");
        }
    }
}
