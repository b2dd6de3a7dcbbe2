package dev.sightline.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IndexSearchTest {
    @Test
    void shouldKeepMoreCandidatesAmongMoreDescriptors() {
        assertThat(IndexSearch.candidates(400, 0)).isEqualTo(400);
        assertThat(IndexSearch.candidates(400, 100_000)).isEqualTo(400);
        assertThat(IndexSearch.candidates(400, 250_000)).isEqualTo(800);
        assertThat(IndexSearch.candidates(400, 1_000_000)).isEqualTo(3_200);
        assertThat(IndexSearch.candidates(400, 50_000_000)).isEqualTo(3_200);
    }
}
