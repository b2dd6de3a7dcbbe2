package dev.sightline.embedder.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTowerTest {
    @Test
    void shouldPutLikeSentencesNearOneAnother() {
        try (TextTower tower = TextTower.open()) {
            float[] jacket = tower.features("man in a red jacket");

            double like = cosine(jacket, tower.features("a guy wearing a red coat"));
            double unlike = cosine(jacket, tower.features("woman in a blue summer dress"));

            assertThat(jacket).hasSize(TextTower.FEATURES);
            assertThat(like).isGreaterThan(unlike + .05);
            assertThat(tower.features("man in a red jacket")).containsExactly(jacket);
        }
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double one = 0;
        double other = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
            one += a[i] * a[i];
            other += b[i] * b[i];
        }
        return dot / Math.sqrt(one * other);
    }
}
