package dev.sightline.matcher.link.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdentityTableTest {
    private final IdentityTable table = new IdentityTable("s/p");

    @Test
    void shouldFindByIdAndByOrdinal() {
        Identity second = Identity.created("s/p2", 0);
        table.put(second);
        table.put(Identity.created("s/p10", 0));

        assertThat(table.get("s/p2")).isSameAs(second);
        assertThat(table.get(2)).isSameAs(second);
        assertThat(table.get(1)).isNull();
        assertThat(table.get(11)).isNull();
        assertThat(table.inOrder()).extracting(Identity::id).containsExactly("s/p10", "s/p2");
    }

    @Test
    void shouldForgetWhoIsRemovedAndReplaceWhoChanged() {
        table.put(Identity.created("s/p2", 0));
        Identity later = Identity.created("s/p2", 0).seen(7);

        table.put(later);

        assertThat(table.get(2)).isSameAs(later);
        assertThat(table.size()).isEqualTo(1);

        table.remove("s/p2");

        assertThat(table.get(2)).isNull();
        assertThat(table.find("s/p2")).isEmpty();
        assertThat(table.inOrder()).isEmpty();
    }

    @Test
    void shouldKnowWhoseIdEndsInNoOrdinalByTheIdAlone() {
        for (String id : new String[] {"t/p1", "s/p", "s/px", "s/p12345678901"}) {
            Identity foreign = Identity.created(id, 0);
            table.put(foreign);

            assertThat(table.get(id)).isSameAs(foreign);
        }
        assertThat(table.get(1)).isNull();
    }
}
