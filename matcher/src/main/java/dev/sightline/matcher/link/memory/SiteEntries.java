package dev.sightline.matcher.link.memory;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a site remembers as entries of a store: one for each identity, tracklet, time a tracklet was last seen, pair, way and camera, each by its key. */
final class SiteEntries {
    private static final String IDENTITY = "i/";
    private static final String TRACKLET = "t/";
    private static final String SEEN = "v/";
    private static final String DESCRIPTION = "d/";
    private static final String SITE = "s/";
    private static final String TRANSIT = "x/";
    private static final String STATEMENT = "f/";
    private static final String USUAL_LOOK = "m/";

    private SiteEntries() {}

    static boolean isTransit(String key) {
        return key.startsWith(TRANSIT);
    }

    /** Gives an entry to whom it belongs. */
    static void restore(String key, byte[] entry, SiteMemory memory) throws InvalidProtocolBufferException {
        String name = key.substring(key.indexOf('/') + 1);
        switch (key.substring(0, key.indexOf('/') + 1)) {
            case IDENTITY -> memory.people().restore(IdentityCodec.read(entry));
            case TRACKLET -> memory.tracklets().restore(TrackletCodec.read(entry));
            case SEEN -> memory.tracklets().restoreSeen(name, TrackletCodec.seenUs(entry));
            case STATEMENT -> memory.statements().restore(name, SiteCodec.statement(entry));
            case TRANSIT -> memory.transit().restore(LearnedCodec.way(entry));
            case USUAL_LOOK -> memory.impostors().restore(LearnedCodec.usualLook(entry));
            case DESCRIPTION -> memory.waiting().restore(Long.parseLong(name), SiteCodec.redescribed(entry));
            default -> memory.restore(SiteCodec.site(entry));
        }
    }

    /** Hands every entry that changed to {@code store}; null bytes delete. */
    static void drain(SiteMemory memory, BiConsumer<String, byte @Nullable []> store) {
        memory.people().drain((id, identity) -> put(store, IDENTITY + id, identity, IdentityCodec::write));
        memory.drainProgress(site -> store.accept(SITE, SiteCodec.write(site)));
        memory.tracklets()
                .drain(
                        (id, tracklet) -> put(store, TRACKLET + id, tracklet, TrackletCodec::write),
                        (id, timeUs) -> put(store, SEEN + id, timeUs, TrackletCodec::writeSeen));
        memory.waiting().drain((ordinal, waits) -> put(store, DESCRIPTION + ordinal, waits, SiteCodec::write));
        memory.transit().drain((key, way) -> store.accept(TRANSIT + key, LearnedCodec.write(way)));
        memory.impostors().drain((key, look) -> put(store, USUAL_LOOK + key, look, LearnedCodec::write));
        memory.statements().drain((pair, said) -> put(store, STATEMENT + pair, said, SiteCodec::write));
    }

    private static <T> void put(
            BiConsumer<String, byte @Nullable []> store, String key, @Nullable T entry, Function<T, byte[]> codec) {
        store.accept(key, entry == null ? null : codec.apply(entry));
    }
}
