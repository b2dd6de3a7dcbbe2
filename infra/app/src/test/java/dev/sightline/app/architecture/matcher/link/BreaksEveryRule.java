package dev.sightline.app.architecture.matcher.link;

/** Breaks every dependency rule on purpose; only read as byte code, never run. Filled in by ArchitectureTest's rules. */
public final class BreaksEveryRule {
    private BreaksEveryRule() {}
}
