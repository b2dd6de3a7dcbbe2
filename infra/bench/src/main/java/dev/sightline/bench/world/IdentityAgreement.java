package dev.sightline.bench.world;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * IDF1 over people and identities that two or more cameras have, the rule of the AI City challenge, as the product's
 * {@code CrossCameraScore} counts it; and the association part of HOTA (Luiten et al. 2021, equation 9) over all. Boxes
 * are exact here, so neither depends on an overlap.
 *
 * @param idf1 over cameras, 0..1
 * @param idp share of the boxes of cross-camera identities that are right
 * @param idr share of the boxes of cross-camera people that are right
 * @param hota geometric mean of the share of boxes with an identity and {@code assA}
 * @param assA mean over boxes with an identity
 */
record IdentityAgreement(double idf1, double idp, double idr, double hota, double assA) {

    static IdentityAgreement of(List<Placed> placed) {
        Set<Integer> travellers =
                inSeveralCameras(placed, p -> true, p -> p.visit().person());
        Set<String> linked = inSeveralCameras(placed, Placed::hasIdentity, Placed::identity);
        long truth = boxes(placed, p -> travellers.contains(p.visit().person()));
        long predicted = boxes(placed, p -> linked.contains(p.identity()));
        long right = new Agreement(placed.stream()
                        .filter(p -> travellers.contains(p.visit().person()) && linked.contains(p.identity()))
                        .toList())
                .best();
        double assA = association(placed);
        double found = (double) boxes(placed, Placed::hasIdentity) / Math.max(1, boxes(placed, p -> true));
        return new IdentityAgreement(
                2.0 * right / Math.max(1, truth + predicted),
                (double) right / Math.max(1, predicted),
                (double) right / Math.max(1, truth),
                Math.sqrt(found * assA),
                assA);
    }

    private static double association(List<Placed> placed) {
        Map<Integer, Integer> people = placed.stream()
                .collect(Collectors.groupingBy(p -> p.visit().person(), Collectors.summingInt(Placed::boxes)));
        List<Placed> found = placed.stream().filter(Placed::hasIdentity).toList();
        Map<String, Integer> identities =
                found.stream().collect(Collectors.groupingBy(Placed::identity, Collectors.summingInt(Placed::boxes)));
        Map<List<Object>, Integer> common = found.stream()
                .collect(Collectors.groupingBy(
                        p -> List.of(p.visit().person(), p.identity()), Collectors.summingInt(Placed::boxes)));
        double sum = 0;
        for (Map.Entry<List<Object>, Integer> entry : common.entrySet()) {
            double together = entry.getValue();
            int all = people.getOrDefault((Integer) entry.getKey().get(0), 0)
                    + identities.getOrDefault((String) entry.getKey().get(1), 0);
            sum += together * together / (all - together);
        }
        return sum / Math.max(1, boxes(found, p -> true));
    }

    private static <K> Set<K> inSeveralCameras(
            List<Placed> placed, Predicate<Placed> counts, java.util.function.Function<Placed, K> key) {
        return placed.stream()
                .filter(counts)
                .collect(Collectors.groupingBy(
                        key, Collectors.mapping(p -> p.visit().camera(), Collectors.toSet())))
                .entrySet()
                .stream()
                .filter(e -> e.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static long boxes(List<Placed> placed, Predicate<Placed> counts) {
        return placed.stream().filter(counts).mapToLong(Placed::boxes).sum();
    }
}
