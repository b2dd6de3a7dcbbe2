package dev.sightline.platform.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.platform.problem.UserError;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class SealingTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final byte[] WHO = "who is this?".getBytes(StandardCharsets.UTF_8);
    private static final byte[] ADA = "Ada".getBytes(StandardCharsets.UTF_8);

    private final Sealing ours = sealing("a".repeat(32), NOON);

    @Test
    void shouldBeReadByThoseWithTheSecretOnly() {
        byte[] sealed = ours.question(WHO);

        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("who");
        assertThat(ours.opened(sealed).refusal()).isEmpty();
        assertThat(ours.opened(sealed).question()).isEqualTo(WHO);
        assertThat(sealing("b".repeat(32), NOON).opened(sealed).refusal()).contains(Sealing.Refusal.KEY);
        assertThat(ours.question(WHO)).as("equal questions look different").isNotEqualTo(sealed);
    }

    @Test
    void shouldRefuseWhatWasChangedOrIsNoQuestion() {
        byte[] changed = ours.question(WHO);
        changed[changed.length - 1] ^= 1;
        byte[] question = ours.question(WHO);

        assertThat(ours.opened(changed).refusal()).contains(Sealing.Refusal.KEY);
        assertThat(ours.opened(WHO).refusal()).contains(Sealing.Refusal.KEY);
        assertThat(ours.opened(new byte[0]).refusal()).contains(Sealing.Refusal.KEY);
        assertThat(ours.opened(ours.answer(ADA, question)).refusal())
                .as("an answer is no question")
                .contains(Sealing.Refusal.KEY);
    }

    @Test
    void shouldRefuseAQuestionThatIsAskedAgainLater() {
        byte[] sealed = ours.question(WHO);

        assertThat(sealing("a".repeat(32), NOON.plusSeconds(59)).opened(sealed).refusal())
                .isEmpty();
        assertThat(sealing("a".repeat(32), NOON.plusSeconds(61)).opened(sealed).refusal())
                .contains(Sealing.Refusal.CLOCK);
        assertThat(sealing("a".repeat(32), NOON.minusSeconds(61)).opened(sealed).refusal())
                .contains(Sealing.Refusal.CLOCK);
    }

    @Test
    void shouldTakeAnAnswerForTheQuestionItIsFor() {
        byte[] one = ours.question(WHO);
        byte[] other = ours.question(WHO);
        byte[] answer = ours.answer(ADA, one);

        assertThat(ours.openedAnswer(answer, one))
                .hasValueSatisfying(plain -> assertThat(plain).isEqualTo(ADA));
        assertThat(ours.openedAnswer(answer, other)).isEmpty();
        assertThat(sealing("b".repeat(32), NOON).openedAnswer(answer, one)).isEmpty();
    }

    @Test
    void shouldRefuseASecretThatCouldBeGuessed() {
        assertThatThrownBy(() -> SharedKey.of("search.key", "secret"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("search.key has 6 characters")
                .hasMessageContaining("32 or more");
        assertThat(SharedKey.of("search.key", "a".repeat(32))).asString().doesNotContain("aaa");
    }

    private static Sealing sealing(String secret, Instant now) {
        return new Sealing(SharedKey.of("search.key", secret), InstantSource.fixed(now));
    }
}
