package dev.sightline.matcher.link.score;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpectedTimesTest {
    private static final long SECOND_US = 1_000_000;

    private final TransitTimes transit = new TransitTimes();

    @Test
    void shouldExpectNobodyBeforeAnybodyCame() {
        assertThat(transit.expected("a", "b", 1).isNever()).isTrue();
        assertThat(transit.expected("a", "b", 1).include(30 * SECOND_US)).isFalse();
    }

    @Test
    void shouldSayOfEachTimeWhatTheRatioSays() {
        for (int i = 0; i < 200; i++) {
            TransitTimes.Lesson lesson = transit.lesson("b");
            lesson.seen("a", (30 + i % 7) * SECOND_US, 1, 0);
            lesson.seen("a", i * 2 * SECOND_US, 0, 1);
            lesson.seen("c", i * SECOND_US, 0, 1);
            lesson.end();
        }

        for (String from : new String[] {"a", "c", "nowhere"}) {
            ExpectedTimes times = transit.expected(from, "b", 1);
            for (long ago = -5 * SECOND_US; ago < 400 * SECOND_US; ago += 250_000) {
                assertThat(times.include(ago))
                        .as("%s, %d us", from, ago)
                        .isEqualTo(transit.logLikelihoodRatio(from, ago, "b") > 1);
            }
        }
        assertThat(transit.expected("a", "b", 1).include(32 * SECOND_US)).isTrue();
        assertThat(transit.expected("a", "b", 1).include(300 * SECOND_US)).isFalse();
        assertThat(transit.expected("c", "b", 1).isNever()).isTrue();
    }

    @Test
    void shouldPutTimesIntoBinsThatGrowByAQuarter() {
        assertThat(TransitBins.of(-500_001)).isZero();
        assertThat(TransitBins.of(-500_000)).isEqualTo(1);
        assertThat(TransitBins.of(999_999)).isEqualTo(1);
        assertThat(TransitBins.of(1_000_000)).isEqualTo(2);
        assertThat(TransitBins.of(Long.MAX_VALUE)).isEqualTo(TransitBins.COUNT - 1);
        for (int bin = 3; bin < TransitBins.COUNT; bin++) {
            assertThat(TransitBins.of(Math.round(TransitBins.beginsUs(bin)) + 2))
                    .isEqualTo(bin);
            assertThat(TransitBins.of(Math.round(TransitBins.beginsUs(bin)) - 2))
                    .isEqualTo(bin - 1);
        }
    }
}
