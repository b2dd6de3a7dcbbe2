package dev.sightline.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonMappingException;
import dev.sightline.store.account.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonFaultTest {
    record Draft(String label, Role role, int days, boolean enabled, List<String> sites) {
        Draft {
            if (days > 100) {
                throw new IllegalArgumentException("days = " + days + " must be 1 to 100");
            }
        }
    }

    @Test
    void shouldNameFieldsAndWhatTheyMayBe() {
        assertFault("'name': 1", "the field 'name' is not known; known are days, enabled, label, role, sites");
        assertFault("'role': 'king'", "the field 'role' must be one of VIEWER, OPERATOR, SUPERVISOR, ENGINEER");
        assertFault("'days': 'many'", "the field 'days' must be a number");
        assertFault("'enabled': 'perhaps'", "the field 'enabled' must be true or false");
        assertFault("'sites': {}", "the field 'sites' must be a list");
        assertFault("'label': {}", "the field 'label' must be a text");
        assertFault("'days': 101", "the body is not allowed: days = 101 must be 1 to 100");
    }

    @Test
    void shouldSayThatABodyIsAnObject() {
        assertThat(fault("[]")).isEqualTo("the body must be a JSON object");
    }

    private static void assertFault(String field, String text) {
        assertThat(fault(("{'days': 1, 'enabled': true, " + field + "}").replace('\'', '"')))
                .isEqualTo(text);
    }

    private static String fault(String body) {
        return JsonFault.of(
                catchThrowableOfType(JsonMappingException.class, () -> Json.MAPPER.readValue(body, Draft.class)));
    }
}
