package dev.sightline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.store.account.Role;
import dev.sightline.store.account.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ways between cameras that were learned, as the API gives them. */
class TopologyIT extends ConsoleFixture {
    private static final String TOPOLOGY = "/api/v1/topology";

    @BeforeEach
    void addUsers() {
        console.user("root", Role.ENGINEER, Scope.ALL);
        console.user("boss", Role.SUPERVISOR, HALL);
        console.user("op", Role.OPERATOR, NORTH);
    }

    @Test
    void shouldShowTheWaysBetweenCamerasThatTheCallerMaySee() throws Exception {
        assertThat(of("root")).hasSize(2);
        JsonNode boss = of("boss");
        assertThat(boss).hasSize(1);
        assertThat(boss.path(0).toString())
                .isEqualTo("{\"site\":\"hall\",\"from\":\"north\",\"to\":\"south\",\"people\":12.5,\"together\":0.25,"
                        + "\"quickSeconds\":20.0,\"usualSeconds\":30.0,\"slowSeconds\":50.0}");
        assertThat(of("op")).as("of the way it may see one end only").isEmpty();
    }

    private JsonNode of(String user) throws Exception {
        return as(user).json(TOPOLOGY).path("items");
    }
}
