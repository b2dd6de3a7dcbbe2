package dev.sightline.embedder.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.embedder.image.Region;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuppressionTest {
    @Test
    void shouldKeepTheBestOfBoxesThatOverlapAndAtMostSoMany() {
        Detected weak = new Detected(new Region(1, 0, 10, 10), 0.5f);
        Detected strong = new Detected(new Region(0, 0, 10, 10), 0.9f);
        Detected apart = new Detected(new Region(30, 0, 10, 10), 0.4f);
        Detected last = new Detected(new Region(60, 0, 10, 10), 0.3f);

        List<Detected> kept = new Suppression(0.5, 2).keep(List.of(weak, last, strong, apart));

        assertThat(kept).containsExactly(strong, apart);
    }
}
