package dev.sightline.app.architecture.cycle.second;

import dev.sightline.app.architecture.cycle.first.NeedsSecond;

/** One half of a package cycle, on purpose; only read as byte code. */
public interface NeedsFirst {
    NeedsSecond other();
}
