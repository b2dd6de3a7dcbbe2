package dev.sightline.bench.world;

import dev.sightline.matcher.link.Linker;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.link.score.Scales;
import dev.sightline.matcher.v1.TrackerFrame;
import java.util.Map;

/** The project's own linker at its defaults. Its state is drained after each frame, as a store would. */
final class SightlineSystem implements LinkingSystem {
    private final SiteMemory memory = new SiteMemory(Playback.SITE);
    private final IdentityLog log = new IdentityLog();
    private final Linker linker;

    SightlineSystem(World world) {
        Scales scales = new Scales(Map.of(world.looks().modelId(), world.calibrations()));
        this.linker = new Linker(LinkPolicy.defaults(), scales, memory);
    }

    @Override
    public void take(TrackerFrame frame) {
        log.follow(linker.apply(frame, false));
        memory.drain((key, entry) -> {});
    }

    /** Identities that the site remembers. */
    int remembered() {
        return memory.identityCount();
    }

    @Override
    public Map<String, String> identities() {
        return log.identities();
    }

    @Override
    public Map<String, Boolean> firstDecisions() {
        return log.firstDecisions();
    }
}
