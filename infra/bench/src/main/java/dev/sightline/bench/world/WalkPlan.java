package dev.sightline.bench.world;

/**
 * How people move through a site.
 *
 * @param people how many come
 * @param cameras of the site
 * @param visits of each person
 * @param present people on the site at one time, on average; sets the rate of arrivals
 * @param paced {@code true}: each way has its usual time, which people keep to within 15%; {@code false}: every time
 *     between {@link #LEAST_TRANSIT} and {@link #MOST_TRANSIT} is equally likely on every way
 * @param trouble what makes it harder
 */
record WalkPlan(int people, int cameras, int visits, double present, boolean paced, Trouble trouble) {
    static final double LEAST_STAY = 5;
    static final double MOST_STAY = 15;
    static final double LEAST_TRANSIT = 20;
    static final double MOST_TRANSIT = 60;

    WalkPlan(int people, int cameras, int visits, double present, boolean paced) {
        this(people, cameras, visits, present, paced, Trouble.none());
    }

    WalkPlan {
        if (people < 2 || cameras < 2 || visits < 1 || !(present > 0)) {
            throw new IllegalArgumentException(
                    "a world needs at least 2 people, 2 cameras, 1 visit and somebody present;" + " got " + people
                            + ", " + cameras + ", " + visits + ", " + present);
        }
    }

    /** Seconds between two arrivals so that {@link #present} people are on the site. */
    double arrivalSeconds() {
        double stay = (LEAST_STAY + MOST_STAY) / 2;
        double transit = (LEAST_TRANSIT + MOST_TRANSIT) / 2;
        return (visits * stay + (visits - 1) * transit) / present;
    }
}
