package dev.sightline.store.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MentionsTest {
    private final Mentions mentions = new Mentions(List.of("hall/p1", "Ann", " "));

    @Test
    void shouldFindWholeWordsInWhateverCase() {
        assertThat(mentions.in("takes over HALL/p1")).isTrue();
        assertThat(mentions.in("name: ann")).isTrue();
        assertThat(mentions.in("hall/p12, Anna, planned, whole wall/p1x")).isFalse();
    }

    @Test
    void shouldTakeThemOut() {
        assertThat(mentions.without("hall/p1 is nearer than hall/p12; ask Ann, not Anna, about hall/p1"))
                .isEqualTo("(erased) is nearer than hall/p12; ask (erased), not Anna, about (erased)");
    }

    @Test
    void shouldLeaveATextWithoutThemAsItIs() {
        String text = "nothing of the kind";

        assertThat(mentions.without(text)).isSameAs(text);
    }
}
