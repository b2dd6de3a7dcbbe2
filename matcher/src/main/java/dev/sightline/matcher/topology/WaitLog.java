package dev.sightline.matcher.topology;

import dev.sightline.matcher.order.WaitReport;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log which cameras hold their site up or are no longer waited for, once for each camera and reason. One thread. */
final class WaitLog {
    private static final Logger LOG = LoggerFactory.getLogger(WaitLog.class);

    private final String siteId;
    private final Map<String, String> passedOver = new TreeMap<>();
    private final Set<String> lagging = new TreeSet<>();
    private boolean waited;

    WaitLog(String siteId) {
        this.siteId = siteId;
    }

    /** Logs what changed since the last report. */
    void report(WaitReport report) {
        waiting(report);
        lagging(report.lagging());
        if (!report.passedOver().equals(passedOver)) {
            passedOver(report.passedOver());
        }
    }

    private void waiting(WaitReport report) {
        if (report.isLong() && !waited) {
            LOG.warn(
                    "site {}: frames have waited {} s for {}, of which nothing comes. Recorded footage is waited for at most"
                            + " matcher.max-silence; look at the camera, or remove it",
                    siteId,
                    report.longest().toSeconds(),
                    new TreeSet<>(report.awaited()));
        } else if (waited && !report.isLong()) {
            LOG.info("site {}: frames no longer wait", siteId);
        }
        waited = report.isLong();
    }

    private void lagging(Set<String> now) {
        now.stream().filter(camera -> !lagging.contains(camera)).forEach(camera -> {
            LOG.warn(
                    "site {}: most frames of camera {} come later than matcher.max-wait: the others wait for it in vain, and"
                            + " it is linked as its frames come. Look at its network and its embedder, or raise the setting",
                    siteId,
                    camera);
        });
        lagging.stream()
                .filter(camera -> !now.contains(camera))
                .forEach(camera -> LOG.info("site {}: the frames of camera {} come in time again", siteId, camera));
        lagging.clear();
        lagging.addAll(now);
    }

    private void passedOver(Map<String, String> now) {
        now.forEach((camera, state) -> {
            if (!state.equals(passedOver.get(camera))) {
                LOG.warn(
                        "site {}: camera {} {}: its site no longer waits for it. What it sends later is linked as it comes",
                        siteId,
                        camera,
                        state);
            }
        });
        passedOver.keySet().stream()
                .filter(camera -> !now.containsKey(camera))
                .forEach(camera -> LOG.info("site {}: camera {} is waited for again", siteId, camera));
        passedOver.clear();
        passedOver.putAll(now);
    }
}
