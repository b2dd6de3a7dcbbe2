package dev.sightline.app.architecture.cycle.first;

import dev.sightline.app.architecture.cycle.second.NeedsFirst;

/** One half of a package cycle, on purpose; only read as byte code. */
public interface NeedsSecond {
    NeedsFirst other();
}
