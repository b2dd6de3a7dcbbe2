package dev.sightline.store.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiptTest {
    @Test
    void shouldComeBackAsItWasWritten() {
        Receipt receipt = receipt(List.of(new Receipt.TopicTime("sightline.frames.v1", 1, "2026-01-01T01:00:00Z")));

        assertThat(ReceiptFolder.receipt(ReceiptFolder.text(receipt))).isEqualTo(receipt);
    }

    @Test
    void shouldReadReceiptsOfBeforeTopicsHadTimesOfTheirOwn() {
        String before = ReceiptFolder.text(receipt(List.of())).replaceAll(",\\s*\"topics\" : \\[ ]", "");
        assertThat(before).doesNotContain("\"topics\" :");

        assertThat(ReceiptFolder.receipt(before)).isEqualTo(receipt(List.of()));
    }

    private static Receipt receipt(List<Receipt.TopicTime> times) {
        return new Receipt(
                "e1",
                "hall",
                "hall/p1",
                List.of("hall/p1"),
                "ada",
                "asked to",
                false,
                "2026-01-01T00:00:00Z",
                Receipt.DONE,
                "2026-01-01T00:00:01Z",
                1,
                List.of(new Receipt.Part(
                        "topics", 0, 0, "go by time", "2026-01-01T01:00:00Z", List.of(), null, times)));
    }
}
