package dev.sightline.bench.world;

/** Makes seeded worlds. */
interface Worlds {
    /** A world; equal for equal arguments. Odd seeds are for tuning, even ones for reporting. */
    World world(WalkPlan plan, long seed);
}
