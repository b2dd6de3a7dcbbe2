package dev.sightline.store.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CursorTest {
    @Test
    void shouldComeBackFromItsToken() {
        Cursor cursor = new Cursor(Instant.parse("2026-01-02T03:04:05.678901Z"), "shop/p1:ü");

        assertThat(Cursor.parse(cursor.token())).isEqualTo(cursor);
        assertThat(Cursor.parse(Cursor.start().token())).isEqualTo(Cursor.start());
    }

    @Test
    void shouldRefuseTokensThatAreNone() {
        for (String token : List.of("", "!!", "YWJj", "OjE")) {
            assertThatThrownBy(() -> Cursor.parse(token))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("page cursor");
        }
    }

    @Test
    void shouldPointBehindTheLastItemOfAFullPage() {
        Page<String> page = Page.of(List.of("a", "b", "c"), 2, id -> new Cursor(Instant.EPOCH, id));

        assertThat(page.items()).containsExactly("a", "b");
        assertThat(page.next()).contains(new Cursor(Instant.EPOCH, "b"));
        assertThat(Page.of(List.of("a", "b"), 2, id -> Cursor.start()).next()).isEmpty();
    }

    @Test
    void shouldBoundPages() {
        assertThat(Limit.require(500)).isEqualTo(500);
        assertThatThrownBy(() -> Limit.require(501)).hasMessageContaining("limit = 501 must be 1 to 500");
    }
}
