package dev.sightline.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.store.account.Role;
import dev.sightline.store.account.Scope;
import dev.sightline.store.audit.AuditEvent;
import dev.sightline.store.audit.AuditQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A {@link TestConsole} for each test, opened before and closed after it. A test adds the users that it needs. */
abstract class ConsoleFixture {
    static final String API = "/api/v1";
    static final Scope HALL = new Scope(Set.of("hall"), Set.of());
    static final Scope YARD = new Scope(Set.of("yard"), Set.of());
    static final Scope NORTH = new Scope(Set.of("hall"), Set.of("north"));

    @TempDir
    private Path folder;

    TestConsole console;
    int port;

    @BeforeEach
    final void openConsole() {
        console = open(folder);
        port = console.server.port();
    }

    TestConsole open(Path data) {
        return new TestConsole(data);
    }

    @AfterEach
    final void closeConsole() {
        console.close();
    }

    /** One user of each role, the narrower the lower: a whole system, a site, a camera; a guest may look everywhere. */
    final void addOneOfEachRole() {
        console.user("root", Role.ENGINEER, Scope.ALL);
        console.user("boss", Role.SUPERVISOR, HALL);
        console.user("op", Role.OPERATOR, NORTH);
        console.user("guest", Role.VIEWER, Scope.ALL);
    }

    /** A browser in which a user is logged in. */
    final Browser as(String user) throws IOException, InterruptedException {
        return Browser.loggedIn(port, user);
    }

    /** What somebody did, newest first. */
    final List<AuditEvent> did(String actor, String action) {
        AuditQuery query =
                new AuditQuery(Optional.of(actor), Optional.of(action), Optional.empty(), Long.MAX_VALUE, 100);
        return console.audit().newest(query).stream()
                .map(entry -> entry.event())
                .toList();
    }

    /** One field of each item. */
    static List<String> texts(JsonNode list, String field) {
        JsonNode items = list.isArray() ? list : list.path("items");
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(item.path(field).asText()));
        return texts;
    }
}
