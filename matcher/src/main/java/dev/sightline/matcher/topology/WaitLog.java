package dev.sightline.matcher.topology;

import dev.sightline.matcher.order.WaitReport;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log which cameras a site no longer waits for, once for each camera and reason. One thread. */
final class WaitLog {
    private static final Logger LOG = LoggerFactory.getLogger(WaitLog.class);

    private final String siteId;
    private final Map<String, String> passedOver = new TreeMap<>();

    WaitLog(String siteId) {
        this.siteId = siteId;
    }

    /** Logs what changed since the last report. */
    void report(WaitReport report) {
        if (report.passedOver().equals(passedOver)) {
            return;
        }
        report.passedOver().forEach((camera, state) -> {
            if (!state.equals(passedOver.get(camera))) {
                LOG.warn(
                        "site {}: camera {} {}: its site no longer waits for it. What it sends later is linked as it comes",
                        siteId,
                        camera,
                        state);
            }
        });
        passedOver.keySet().stream()
                .filter(camera -> !report.passedOver().containsKey(camera))
                .forEach(camera -> LOG.info("site {}: camera {} is waited for again", siteId, camera));
        passedOver.clear();
        passedOver.putAll(report.passedOver());
    }
}
