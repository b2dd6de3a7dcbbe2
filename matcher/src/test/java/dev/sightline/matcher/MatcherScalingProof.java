package dev.sightline.matcher;

import static dev.sightline.matcher.MatcherRuns.awaitEnds;
import static dev.sightline.matcher.MatcherRuns.outputs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.platform.kafka.KafkaClients;
import org.junit.jupiter.api.Test;

/**
 * The whole of {@link MatcherScalingIT}: up to six instances. Too long for each build: {@code mvn -pl matcher -am verify
 * -Dtest=NONE -Dit.test=MatcherScalingProof -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}.
 */
class MatcherScalingProof extends MatcherScalingIT {
    @Test
    void shouldDecideTheSameOnOneThreeAndSixInstances() {
        KafkaClients moving = installation("six");
        start(moving, 1);
        writePart(moving, 0);
        start(moving, 2);
        writePart(moving, 1);
        start(moving, 3);
        writePart(moving, 2);
        stop(5);
        writePart(moving, 3);
        awaitEnds(moving, 12);
        stop(1);
        var expected = calm(1);

        assertThat(calm(3)).as("a replay on three instances").isEqualTo(expected);
        assertThat(outputs(moving))
                .as("from one instance over three and six to one")
                .isEqualTo(expected);
    }
}
