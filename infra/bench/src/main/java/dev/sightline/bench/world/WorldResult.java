package dev.sightline.bench.world;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How one system did in one world.
 *
 * @param agreement identity scores
 * @param counts people and identities
 * @param openSet strangers and people who came back
 * @param msPerTracklet processor time per tracklet, all its frames together
 * @param kbPerTracklet bytes allocated meanwhile
 * @param heapMb heap that the system holds in the end
 */
record WorldResult(
        IdentityAgreement agreement,
        IdentityCounts counts,
        OpenSet openSet,
        double msPerTracklet,
        double kbPerTracklet,
        double heapMb) {

    /** Plays {@code world} to {@code system}. */
    static WorldResult play(World world, LinkingSystem system) {
        Playback playback = new Playback(world);
        Cost cost = new Cost();
        double before = Cost.heapMegabytes();
        playback.play(cost.of(system::take));
        double heap = Cost.heapMegabytes() - before;
        List<Placed> placed = Placed.all(world.visits(), playback.frames(), system.identities());
        int tracklets = Math.max(1, placed.size());
        return new WorldResult(
                IdentityAgreement.of(placed),
                IdentityCounts.of(placed),
                OpenSet.of(placed, system.firstDecisions()),
                cost.milliseconds() / tracklets,
                cost.kilobytes() / tracklets,
                heap);
    }

    /** All figures by name, in the order of the table. */
    Map<String, Double> measures() {
        Map<String, Double> m = new LinkedHashMap<>();
        m.put("IDF1x", agreement.idf1());
        m.put("IDP", agreement.idp());
        m.put("IDR", agreement.idr());
        m.put("HOTA", agreement.hota());
        m.put("kept", counts.keptShare());
        m.put("ids/person", counts.perPerson());
        m.put("mixed", counts.mixedShare());
        m.put("biggest", (double) counts.biggest());
        m.put("FPIR", openSet.fpir());
        m.put("FPIR low", openSet.fpirInterval().low());
        m.put("FPIR high", openSet.fpirInterval().high());
        m.put("FPIR first", openSet.fpirAtFirst());
        m.put("FNIR", openSet.fnir());
        m.put("ms", msPerTracklet);
        m.put("KB", kbPerTracklet);
        m.put("heap MB", heapMb);
        return m;
    }
}
