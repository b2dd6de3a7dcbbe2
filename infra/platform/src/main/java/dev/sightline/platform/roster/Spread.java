package dev.sightline.platform.roster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Spreads partitions over instances by load and moves little: every partition begins where it is, those without an owner go
 * to whom has least, heaviest first; then, while an instance has more than {@link Rebalancing#MOST} times the mean, or less
 * than the mean by as much, one partition moves, or two change places, if that makes the busier of two less busy. Partitions without load are then evened out by number. Deterministic.
 *
 * @param <M> names of instances
 */
public final class Spread<M extends Comparable<M>> {
    private static final double EPSILON = 1e-9;

    private final Map<Integer, Integer> loads;
    private final SortedMap<M, Integer> shares;
    private final Map<Integer, M> before;
    private final SortedMap<Integer, M> owners = new TreeMap<>();
    private final Map<M, TreeSet<Integer>> parts = new HashMap<>();
    private final Map<M, Integer> load = new HashMap<>();
    private final double mean;

    private Spread(Map<Integer, Integer> loads, Map<Integer, M> before, Map<M, Integer> shares) {
        this.loads = loads;
        this.before = before;
        this.shares = new TreeMap<>(shares);
        shares.keySet().forEach(member -> {
            parts.put(member, new TreeSet<>());
            load.put(member, 0);
        });
        double all = loads.values().stream().mapToInt(Integer::intValue).sum();
        this.mean = all
                / Math.max(
                        1, shares.values().stream().mapToInt(Integer::intValue).sum());
    }

    /**
     * Spreads them.
     *
     * @param loads of every partition
     * @param before who has a partition now; those of instances that are gone are left out
     * @param shares how much each instance can do in relation to the others, such as its threads
     * @return who gets each partition; empty without instances
     */
    public static <M extends Comparable<M>> SortedMap<Integer, M> of(
            Map<Integer, Integer> loads, Map<Integer, M> before, Map<M, Integer> shares) {
        Spread<M> spread = new Spread<>(loads, before, shares);
        if (!shares.isEmpty()) {
            spread.begin();
            spread.work();
        }
        return spread.owners;
    }

    /** Whether the busiest has more than {@link Rebalancing#MOST} times the mean and moving partitions helps. */
    public static <M extends Comparable<M>> boolean uneven(
            Map<Integer, Integer> loads, Map<Integer, M> owners, Map<M, Integer> shares) {
        double now = busiest(loads, owners, shares);
        return now > Rebalancing.MOST + EPSILON && busiest(loads, of(loads, owners, shares), shares) < now - EPSILON;
    }

    /** The load of the busiest instance in relation to the mean, both for its share; 0 without load. */
    public static <M extends Comparable<M>> double busiest(
            Map<Integer, Integer> loads, Map<Integer, M> owners, Map<M, Integer> shares) {
        Spread<M> spread = new Spread<>(loads, owners, shares);
        owners.forEach(spread::give);
        double most = shares.keySet().stream().mapToDouble(spread::level).max().orElse(0);
        return spread.mean == 0 ? 0 : most / spread.mean;
    }

    private void begin() {
        List<Integer> orphans = new ArrayList<>();
        loads.keySet().forEach(part -> {
            M owner = before.get(part);
            if (owner != null && shares.containsKey(owner)) {
                give(part, owner);
            } else {
                orphans.add(part);
            }
        });
        orphans.sort(Comparator.comparing((Integer part) -> -weight(part)).thenComparing(Comparator.naturalOrder()));
        Comparator<M> least = Comparator.comparingDouble(this::level).thenComparingDouble(this::crowd);
        orphans.forEach(part -> give(part, shares.keySet().stream().min(least).orElseThrow()));
    }

    private void work() {
        while (improve()) {
            // Each round makes the busier of two instances less busy, so it ends.
        }
        while (evenOut()) {
            // Each round makes two numbers more alike.
        }
    }

    private boolean improve() {
        Comparator<M> byLevel = Comparator.comparingDouble(this::level);
        List<M> busy = shares.keySet().stream().sorted(byLevel.reversed()).toList();
        List<M> idle = shares.keySet().stream().sorted(byLevel).toList();
        for (M from : busy) {
            for (M to : idle) {
                Optional<Exchange> best = isApart(from, to) ? best(from, to) : Optional.empty();
                if (best.isPresent()) {
                    give(best.get().part(), to);
                    best.get().back().forEach(part -> give(part, from));
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether one has so much more than the mean, or the other so much less, that moving is worth it. */
    private boolean isApart(M from, M to) {
        return !from.equals(to)
                && (level(from) > Rebalancing.MOST * mean + EPSILON || level(to) < mean / Rebalancing.MOST - EPSILON);
    }

    /** A partition for another one, or for none; the less busy both are afterwards, and the fewer move, the better. */
    private record Exchange(int part, Collection<Integer> back, double level, int moves) {
        boolean isBetter(Exchange other) {
            return level < other.level - EPSILON || level < other.level + EPSILON && moves < other.moves;
        }
    }

    private Optional<Exchange> best(M from, M to) {
        @Nullable Exchange best = null;
        for (int part : parts(from)) {
            List<Collection<Integer>> backs = new ArrayList<>(List.of(List.of()));
            parts(to).forEach(back -> backs.add(List.of(back)));
            for (Collection<Integer> back : backs) {
                Exchange exchange = exchange(from, to, part, back);
                if (exchange.level() < level(from) - EPSILON && (best == null || exchange.isBetter(best))) {
                    best = exchange;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private Exchange exchange(M from, M to, int part, Collection<Integer> back) {
        int less = weight(part) - back.stream().mapToInt(this::weight).sum();
        double level = Math.max((double) (load(from) - less) / share(from), (double) (load(to) + less) / share(to));
        int moves = (from.equals(before.get(part)) ? 1 : 0)
                + (int) back.stream().filter(b -> to.equals(before.get(b))).count();
        return new Exchange(part, back, level, moves);
    }

    private boolean evenOut() {
        Comparator<M> byCrowd = Comparator.comparingDouble(this::crowd);
        M few = shares.keySet().stream().min(byCrowd).orElseThrow();
        List<M> crowded = shares.keySet().stream().sorted(byCrowd.reversed()).toList();
        for (M from : crowded) {
            Optional<Integer> empty =
                    parts(from).stream().filter(part -> weight(part) == 0).findFirst();
            if (empty.isPresent() && (parts(few).size() + 1.0) / share(few) < crowd(from) - EPSILON) {
                give(empty.get(), few);
                return true;
            }
        }
        return false;
    }

    private void give(int part, M to) {
        M from = owners.put(part, to);
        if (from != null) {
            parts(from).remove(part);
            load.merge(from, -weight(part), Integer::sum);
        }
        parts(to).add(part);
        load.merge(to, weight(part), Integer::sum);
    }

    private double level(M member) {
        return (double) load(member) / share(member);
    }

    private double crowd(M member) {
        return (double) parts(member).size() / share(member);
    }

    private int load(M member) {
        return load.getOrDefault(member, 0);
    }

    private int share(M member) {
        return Math.max(1, shares.getOrDefault(member, 1));
    }

    private TreeSet<Integer> parts(M member) {
        return parts.computeIfAbsent(member, any -> new TreeSet<>());
    }

    private int weight(int part) {
        return loads.getOrDefault(part, 0);
    }
}
