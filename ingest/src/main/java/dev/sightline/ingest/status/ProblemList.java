package dev.sightline.ingest.status;

import dev.sightline.contracts.v1.Problem;
import dev.sightline.ingest.source.Finding;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What went wrong with a camera: each kind once, with its count. A source counts by itself while it is read, so what the
 * present reading found replaces what it said before; closed readings are added up. Not thread-safe.
 */
final class ProblemList {
    private final Map<String, Finding> before = new LinkedHashMap<>();
    private final Map<String, Finding> present = new LinkedHashMap<>();

    /** Something that happened once more. */
    void add(Finding finding) {
        before.merge(finding.kind(), finding, Finding::plus);
    }

    /** All that the present reading has found so far. */
    void reading(Collection<Finding> findings) {
        present.clear();
        findings.forEach(finding -> present.merge(finding.kind(), finding, Finding::plus));
    }

    /** The present reading is over. */
    void readingOver() {
        present.values().forEach(this::add);
        present.clear();
    }

    List<Problem> all() {
        Map<String, Finding> sum = new LinkedHashMap<>(before);
        present.values().forEach(finding -> sum.merge(finding.kind(), finding, Finding::plus));
        return sum.values().stream().map(ProblemList::message).toList();
    }

    private static Problem message(Finding finding) {
        return Problem.newBuilder()
                .setKind(finding.kind())
                .setWhat(finding.what())
                .setCount(finding.count())
                .setAdvice(finding.advice())
                .build();
    }
}
