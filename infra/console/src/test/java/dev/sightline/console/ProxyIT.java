package dev.sightline.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.console.access.AccessPolicy;
import dev.sightline.console.access.ProxyPolicy;
import dev.sightline.store.account.Account;
import dev.sightline.store.account.AccountRepository;
import dev.sightline.store.account.Role;
import dev.sightline.store.account.Scope;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single sign-on: a proxy in front says who it is, and nobody else can. */
class ProxyIT {
    private static final String SECRET = "a secret that only the proxy has";
    private static final String ME = "/api/v1/session";

    @TempDir
    private Path folder;

    @Test
    void shouldLetInWhomTheProxyNamesInTheRoleOfTheirGroups() throws Exception {
        try (TestConsole console = open("X-Groups", Optional.empty())) {

            Browser browser = new Browser(console.server.port());

            HttpResponse<String> page = browser.get("/people", headers("ada", "staff, guards"));

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(account(console, "ada").role()).isEqualTo(Role.OPERATOR);
            assertThat(page.headers().firstValue("Set-Cookie").orElseThrow()).contains("HttpOnly", "SameSite=Lax");
            HttpResponse<String> again = browser.get(ME, headers("ada", "guards"));
            assertThat(again.headers().firstValue("Set-Cookie"))
                    .as("the same session")
                    .isEmpty();
            assertThat(Browser.read(again).path("user").asText()).isEqualTo("ada");

            assertThat(browser.get("/people", headers("ada", "admins, guards")).statusCode())
                    .isEqualTo(200);
            assertThat(account(console, "ada").role()).as("another group").isEqualTo(Role.ENGINEER);
            assertThat(browser.get("/people", headers("ada", "staff")).statusCode())
                    .as("out of every group")
                    .isEqualTo(403);
            HttpResponse<String> other = browser.get(ME, headers("bo", "guards"));
            assertThat(Browser.read(other).path("user").asText())
                    .as("another person at this browser")
                    .isEqualTo("bo");
        }
    }

    @Test
    void shouldBelieveNobodyWithoutTheSecret() throws Exception {
        try (TestConsole console = open("X-Groups", Optional.of(Role.VIEWER))) {

            for (List<String> forged : List.of(
                    List.of("X-User", "root", "X-Groups", "admins"),
                    List.of("X-User", "root", ProxyPolicy.SECRET_HEADER, "guessed"),
                    List.of(ProxyPolicy.SECRET_HEADER, SECRET))) {
                assertThat(new Browser(console.server.port())
                                .get(ME, forged.toArray(String[]::new))
                                .statusCode())
                        .as(forged.toString())
                        .isEqualTo(401);
            }
            assertThat(new AccountRepository(console.database).all()).isEmpty();
        }
    }

    @Test
    void shouldKeepToAccountsWhereGroupsAreNotLookedAt() throws Exception {
        try (TestConsole console = open("", Optional.empty())) {
            AccountRepository accounts = new AccountRepository(console.database);
            Account known =
                    Account.of("ada", Role.SUPERVISOR, new Scope(Set.of("hall"), Set.of()), Instant.EPOCH, "test");
            accounts.add(known);

            assertThat(new Browser(console.server.port())
                            .get("/people", headers("ada", ""))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(account(console, "ada").role()).isEqualTo(Role.SUPERVISOR);
            assertThat(new Browser(console.server.port())
                            .get("/people", headers("bo", ""))
                            .body())
                    .contains("bo has no account here");
            assertThat(new Browser(console.server.port())
                            .get("/people", headers("b o", ""))
                            .statusCode())
                    .isEqualTo(403);

            accounts.change(known.closed(), Instant.now());
            assertThat(new Browser(console.server.port())
                            .get("/people", headers("ada", ""))
                            .body())
                    .contains("the account of ada is closed");
        }
    }

    private TestConsole open(String groupsHeader, Optional<Role> otherwise) {
        return new TestConsole(
                folder,
                AccessPolicy.defaults(),
                Optional.of(new ProxyPolicy(
                        SECRET,
                        "X-User",
                        groupsHeader,
                        Map.of("guards", Role.OPERATOR, "admins", Role.ENGINEER),
                        otherwise)));
    }

    private static Account account(TestConsole console, String name) {
        return new AccountRepository(console.database).find(name).orElseThrow();
    }

    private static String[] headers(String user, String groups) {
        return new String[] {"X-User", user, "X-Groups", groups, ProxyPolicy.SECRET_HEADER, SECRET};
    }
}
