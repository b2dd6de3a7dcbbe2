package dev.sightline.matcher.link.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdentityTableTest {
    private final IdentityTable table = new IdentityTable("s/p");

    @Test
    void shouldFindByIdAndByRank() {
        Identity second = Identity.created("s/p2", 0);
        table.put(second);
        table.put(Identity.created("s/p10", 0));

        assertThat(table.get("s/p2")).isSameAs(second);
        assertThat(table.numbered()).isEqualTo(2);
        assertThat(table.at(0)).isSameAs(second);
        assertThat(table.at(1).id()).isEqualTo("s/p10");
        assertThat(table.inOrder()).extracting(Identity::id).containsExactly("s/p10", "s/p2");
    }

    @Test
    void shouldRankAlikeInWhateverOrderTheyCome() {
        for (int ordinal : new int[] {10, 1, 3, 2}) {
            table.put(Identity.created("s/p" + ordinal, 0));
        }
        table.put(Identity.created("s/p3", 0).seen(5));
        table.remove("s/p2");
        table.remove("s/p7");

        assertThat(table.numbered()).isEqualTo(3);
        assertThat(table.at(0).id()).isEqualTo("s/p1");
        assertThat(table.at(1)).isSameAs(table.get("s/p3"));
        assertThat(table.at(2).id()).isEqualTo("s/p10");
    }

    @Test
    void shouldForgetWhoIsRemovedAndReplaceWhoChanged() {
        table.put(Identity.created("s/p2", 0));
        Identity later = Identity.created("s/p2", 0).seen(7);

        table.put(later);

        assertThat(table.at(0)).isSameAs(later);
        assertThat(table.size()).isEqualTo(1);

        table.remove("s/p2");

        assertThat(table.numbered()).isZero();
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
        assertThat(table.numbered()).isZero();
    }
}
