package dev.sightline.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConstantWordTest {
    private enum Origin {
        ORIGIN_CONFIGURATION,
        UNRECOGNIZED,
        WATCHLIST_HIT
    }

    @Test
    void shouldWriteAConstantAsAWord() {
        assertThat(ConstantWord.of(Origin.WATCHLIST_HIT)).isEqualTo("watchlist-hit");
    }

    @Test
    void shouldLeaveOutThePrefixWhereThereIsOne() {
        assertThat(ConstantWord.of(Origin.ORIGIN_CONFIGURATION, "ORIGIN_")).isEqualTo("configuration");
        assertThat(ConstantWord.of(Origin.UNRECOGNIZED, "ORIGIN_")).isEqualTo("unrecognized");
    }
}
