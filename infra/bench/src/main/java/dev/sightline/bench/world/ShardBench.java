package dev.sightline.bench.world;

import java.util.List;
import java.util.Locale;

/**
 * What it costs and what it loses to split one site into shards: seeded synthetic worlds on a large site whose ways lead to
 * cameras near by, played to 1, 4 and 16 shards, with hand-over at their borders and without.
 */
public final class ShardBench {
    private static final List<Integer> SHARDS = List.of(1, 4, 16);
    private static final int VISITS = 6;

    private ShardBench() {}

    /** {@code ShardBench PEOPLE CAMERAS SEED…}. */
    public static void main(String[] arguments) {
        if (arguments.length < 3) {
            throw new IllegalArgumentException("usage: ShardBench PEOPLE CAMERAS SEED…, such as 1000 128 2 4");
        }
        int people = Integer.parseInt(arguments[0]);
        int cameras = Integer.parseInt(arguments[1]);
        SyntheticWorlds worlds = new SyntheticWorlds(LookNoise.defaults());
        System.out.println(
                "| shards | seed | hand-over | IDF1x | kept | ids/person | mixed | work | busiest | largest gallery |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        for (String seed : List.of(arguments).subList(2, arguments.length)) {
            SiteGraph graph = SiteGraph.local(cameras, Long.parseLong(seed));
            WalkPlan plan = new WalkPlan(people, cameras, VISITS, people / 5.0, true);
            World world = worlds.world(plan, graph, Long.parseLong(seed));
            for (int shards : SHARDS) {
                System.out.println(row(world, graph, shards, seed, true));
                if (shards > 1) {
                    System.out.println(row(world, graph, shards, seed, false));
                }
            }
        }
    }

    private static String row(World world, SiteGraph graph, int shards, String seed, boolean handOver) {
        ShardedSystem system = new ShardedSystem(world, Areas.of(graph, shards, handOver));
        long[] ofSite = {0};
        Playback playback = new Playback(world);
        playback.play(frame -> {
            ofSite[0] += frame.getUpdatesCount();
            system.take(frame);
        });
        List<Placed> placed = Placed.all(world.visits(), playback.frames(), system.identities());
        IdentityCounts counts = IdentityCounts.of(placed);
        return String.format(
                Locale.ROOT,
                "| %d | %s | %s | %.3f | %.3f | %.2f | %.3f | %.2f | %.2f | %,d |",
                shards,
                seed,
                handOver ? "yes" : "no",
                IdentityAgreement.of(placed).idf1(),
                counts.keptShare(),
                counts.perPerson(),
                counts.mixedShare(),
                system.work(ofSite[0]),
                system.busiest(),
                system.largestGallery());
    }
}
