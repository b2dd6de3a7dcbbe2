package dev.sightline.console;

import dev.sightline.console.api.ApiProblem;
import dev.sightline.console.api.Rollouts;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what it is asked for. */
final class FakeRollouts implements Rollouts {
    final List<String> asked = new CopyOnWriteArrayList<>();

    @Override
    public void promote(String model, Optional<String> force, String by) {
        if (!asked.isEmpty()) {
            throw ApiProblem.conflict("a change is under way");
        }
        asked.add("promote " + model + " " + force.orElse("-") + " " + by);
    }

    @Override
    public void rollback(String task, String reason, String by) {
        asked.add("rollback " + task + " " + reason + " " + by);
    }

    @Override
    public void adapt(String site, String by) {
        asked.add("adapt " + site + " " + by);
    }

    @Override
    public void cancelAdaptation() {
        if (asked.isEmpty()) {
            throw ApiProblem.conflict("no site is learning on");
        }
        asked.add("cancel");
    }

    @Override
    public Optional<Progress> progress() {
        return asked.stream()
                .reduce((before, after) -> after)
                .map(what -> new Progress(
                        what, "root", TestConsole.NOON, true, true, List.of("re-embedding"), 3, 10, Optional.empty()));
    }
}
