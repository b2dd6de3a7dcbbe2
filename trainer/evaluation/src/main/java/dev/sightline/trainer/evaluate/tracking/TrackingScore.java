package dev.sightline.trainer.evaluate.tracking;

import dev.sightline.trainer.evaluate.Measures;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Everything about one tracking result.
 *
 * @param cameras cameras scored
 * @param frames frames, over all cameras, with a truth or predicted box
 * @param hota HOTA and parts, identities global over cameras
 * @param identity IDF1 and parts, identities global over cameras
 * @param clear MOTA and parts, cameras apart and summed
 * @param crossCamera present where there are two or more cameras
 */
public record TrackingScore(
        int cameras,
        int frames,
        HotaScore hota,
        IdentityScore identity,
        ClearScore clear,
        Optional<CrossCameraScore> crossCamera)
        implements Measures {

    @Override
    public Map<String, Object> measures() {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("cameras", cameras);
        m.put("frames", frames);
        m.putAll(hota.measures());
        m.putAll(identity.measures());
        m.putAll(clear.measures());
        crossCamera.ifPresent(c -> m.putAll(c.measures()));
        return m;
    }
}
