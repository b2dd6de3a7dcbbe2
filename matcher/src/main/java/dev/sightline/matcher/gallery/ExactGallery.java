package dev.sightline.matcher.gallery;

import dev.sightline.contracts.descriptor.UnitVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares the probe with every exemplar: nothing is missed. One block of rows per identity, so a change is one array. */
final class ExactGallery implements Gallery {
    private final UnitVector example;
    private final DotProduct dot;
    private final Map<String, float[]> rowsByIdentity = new TreeMap<>();

    ExactGallery(UnitVector example, DotProduct dot) {
        this.example = example;
        this.dot = dot;
    }

    @Override
    public void put(String identityId, List<UnitVector> exemplars) {
        if (exemplars.isEmpty()) {
            remove(identityId);
            return;
        }
        int dimension = example.dimension();
        float[] rows = new float[exemplars.size() * dimension];
        for (int i = 0; i < exemplars.size(); i++) {
            requireComparable(exemplars.get(i));
            exemplars.get(i).copyTo(rows, i * dimension);
        }
        rowsByIdentity.put(identityId, rows);
    }

    @Override
    public void remove(String identityId) {
        rowsByIdentity.remove(identityId);
    }

    @Override
    public List<Match> nearest(UnitVector probe, int limit) {
        requireComparable(probe);
        float[] values = probe.values();
        List<Match> matches = new ArrayList<>(rowsByIdentity.size());
        rowsByIdentity.forEach((id, rows) -> matches.add(new Match(id, distance(rows, values))));
        matches.sort(Match.NEAREST_FIRST);
        return List.copyOf(matches.subList(0, Math.min(limit, matches.size())));
    }

    @Override
    public int size() {
        return rowsByIdentity.size();
    }

    private double distance(float[] rows, float[] probe) {
        int count = rows.length / probe.length;
        double[] cosines = new double[count];
        for (int i = 0; i < count; i++) {
            cosines[i] = dot.of(rows, i * probe.length, probe);
        }
        return NearestMean.squaredDistance(cosines);
    }

    private void requireComparable(UnitVector vector) {
        if (!vector.modelId().equals(example.modelId()) || vector.dimension() != example.dimension()) {
            example.cosine(vector); // refuses by naming both models
        }
    }
}
