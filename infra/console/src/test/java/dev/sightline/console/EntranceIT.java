package dev.sightline.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.store.account.Account;
import dev.sightline.store.account.AccountRepository;
import dev.sightline.store.account.Role;
import dev.sightline.store.account.Scope;
import dev.sightline.store.audit.AuditCheck;
import dev.sightline.store.audit.AuditQuery;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Getting in, and being kept out. */
class EntranceIT extends ConsoleFixture {
    @Test
    void shouldLetTheFirstPersonInByALinkThatWorksOnce() throws Exception {
        String path = "/" + console.parts.links().setup().orElseThrow();
        String link = path.substring(path.indexOf('=') + 1);
        Browser browser = new Browser(port);
        Map<String, String> chosen =
                Map.of("link", link, "user", "ada", "password", TestConsole.PASSWORD, "again", TestConsole.PASSWORD);

        assertThat(browser.get(path).body()).contains("Create the first user", "name=\"password\"");
        assertThat(browser.form("/password", Map.of("link", link, "user", "ada", "password", "a", "again", "b"))
                        .body())
                .contains("The two passwords differ");
        assertThat(browser.form("/password", Map.of("link", link, "user", "ada", "password", "ada", "again", "ada"))
                        .body())
                .contains("a password must have 10 to 256 characters");
        assertThat(browser.form("/password", chosen).statusCode()).isEqualTo(303);

        assertThat(browser.json("/api/v1/session").path("role").asText()).isEqualTo("ENGINEER");
        assertThat(new Browser(port).form("/password", chosen).statusCode())
                .as("used up")
                .isEqualTo(403);
        assertThat(console.parts.links().setup()).as("there is a user now").isEmpty();
        as("ada");
        assertThat(console.audit().verify(Optional.empty())).isInstanceOf(AuditCheck.Whole.class);
    }

    @Test
    void shouldLogOneBrowserInByTheLinkOfTheDemo() throws Exception {
        String path = "/" + console.parts.links().enter("demo");
        Browser browser = new Browser(port);

        HttpResponse<String> in = browser.get(path);
        assertThat(in.statusCode()).isEqualTo(303);
        assertThat(in.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("sightline-" + port, "HttpOnly", "SameSite=Lax", "Path=/");
        assertThat(browser.get("/").body()).contains("Waiting for the first frame");
        assertThat(browser.get(path).headers().firstValue("Location"))
                .as("again, logged in")
                .contains("/");
        HttpResponse<String> another = new Browser(port).get(path);
        assertThat(another.statusCode()).isEqualTo(403);
        assertThat(another.body()).contains("sightline users link");
    }

    @Test
    void shouldSendWhoIsNotLoggedInToTheLogInAndBack() throws Exception {
        console.user("ada", Role.VIEWER, Scope.ALL);
        Browser browser = new Browser(port);

        HttpResponse<String> sent = browser.get("/people?camera=north");
        assertThat(sent.statusCode()).isEqualTo(302);
        assertThat(sent.headers().firstValue("Location")).contains("/login?next=%2Fpeople%3Fcamera%3Dnorth");
        assertThat(browser.get(sent.headers().firstValue("Location").orElseThrow())
                        .body())
                .contains("value=\"/people?camera=north\"");
        assertThat(login(browser, "ada", TestConsole.PASSWORD, "//evil.example.org")
                        .headers()
                        .firstValue("Location"))
                .as("no way to anywhere else")
                .contains("/");
        assertThat(browser.get("/people").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldSlowDownWhoGuesses() throws Exception {
        console.user("ada", Role.VIEWER, Scope.ALL);
        Browser browser = new Browser(port);
        for (int i = 0; i < 5; i++) {
            assertThat(login(browser, "ada", "guess " + i, "").statusCode()).isEqualTo(403);
        }

        HttpResponse<String> right = login(browser, "ada", TestConsole.PASSWORD, "");

        assertThat(right.statusCode()).isEqualTo(429);
        assertThat(right.body()).contains("Too many failed attempts", "seconds");
        assertThat(console.audit()
                        .newest(new AuditQuery(Optional.of("ada"), Optional.of("login"), Optional.empty(), 99, 9)))
                .hasSize(5)
                .allMatch(entry -> entry.event().outcome().name().equals("REFUSED"));
    }

    @Test
    void shouldEndASessionByLoggingOutFromItsOwnPageOnly() throws Exception {
        console.user("ada", Role.VIEWER, Scope.ALL);
        Browser browser = as("ada");
        String csrf = browser.json("/api/v1/session").path("csrf").asText();

        assertThat(browser.form("/logout", Map.of("csrf", "guessed")).statusCode())
                .isEqualTo(403);
        assertThat(browser.form("/logout", Map.of("csrf", csrf)).statusCode()).isEqualTo(303);
        assertThat(browser.get("/api/v1/session").statusCode()).isEqualTo(401);
    }

    @Test
    void shouldEndEverythingOfAClosedAccount() throws Exception {
        console.user("root", Role.ENGINEER, Scope.ALL);
        console.user("ada", Role.VIEWER, Scope.ALL);
        Browser ada = as("ada");
        Browser root = as("root");
        String token = Browser.read(ada.write("POST", "/api/v1/tokens", "{\"label\":\"x\",\"days\":1}"))
                .path("text")
                .asText();
        assertThat(Browser.with(port, token).get("/api/v1/session").statusCode())
                .isEqualTo(200);

        assertThat(root.write("PATCH", "/api/v1/users/ada", "{\"disabled\":true}")
                        .statusCode())
                .isEqualTo(200);

        assertThat(ada.get("/api/v1/session").statusCode()).isEqualTo(401);
        assertThat(Browser.with(port, token).get("/api/v1/session").statusCode())
                .isEqualTo(401);
        assertThat(login(new Browser(port), "ada", TestConsole.PASSWORD, "").statusCode())
                .isEqualTo(403);
    }

    @Test
    void shouldRefuseForgedSessionsAndTokens() throws Exception {
        assertThat(new Browser(port)
                        .get("/api/v1/session", "Cookie", "sightline-" + port + "=" + "A".repeat(43))
                        .statusCode())
                .isEqualTo(401);
        assertThat(Browser.with(port, "sightline_" + "A".repeat(43))
                        .get("/api/v1/session")
                        .statusCode())
                .isEqualTo(401);
        assertThat(Browser.with(port, "' or 1=1 --").get("/api/v1/session").statusCode())
                .isEqualTo(401);
    }

    @Test
    void shouldRefuseOtherNamesOtherSitesPagesAndPathsThatClimb() throws Exception {
        console.user("ada", Role.OPERATOR, Scope.ALL);
        Browser browser = as("ada");

        assertThat(raw("GET /login", "evil.example.org")).isEqualTo("HTTP/1.1 403");
        assertThat(raw("GET /login", "console.lan")).isEqualTo("HTTP/1.1 200");
        for (String climbing : List.of(
                "/assets/..%2f..%2fdev/sightline/console/openapi.yaml",
                "/assets/../dev/sightline/console/openapi.yaml", "/assets/%2e%2e/%2e%2e/META-INF/persistence.xml")) {
            assertThat(raw("GET " + climbing, "localhost")).as(climbing).isIn("HTTP/1.1 404", "HTTP/1.1 400");
        }
        assertThat(raw("GET /assets/console.css", "localhost")).isEqualTo("HTTP/1.1 200");
        HttpResponse<String> foreign =
                browser.write("PUT", "/api/v1/alerts/a1/acknowledgement", "{}", "Origin", "https://evil.example.org");
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(foreign.body()).contains("a page of another site");
        assertThat(browser.write("PUT", "/api/v1/alerts/a1/acknowledgement", "{}", "X-CSRF-Token", "0")
                        .statusCode())
                .isEqualTo(403);
        assertThat(new Browser(port)
                        .form("/login", Map.of("user", "ada"), "Origin", "https://evil.example.org")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void shouldTellBrowsersWhatNotToDoWithEveryAnswer() throws Exception {
        for (String path : List.of("/login", "/api/v1/session", "/nothing")) {
            var headers = new Browser(port).get(path).headers();

            assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                    .as(path)
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
            assertThat(headers.firstValue("Cache-Control")).contains("no-store, private");
        }
    }

    @Test
    void shouldNarrowATokenToWhatItsUserMayNow() throws Exception {
        console.user("ada", Role.SUPERVISOR, Scope.ALL);
        Browser browser = as("ada");
        String text = Browser.read(browser.write(
                        "POST",
                        "/api/v1/tokens",
                        "{\"label\":\"x\",\"days\":1,\"role\":\"OPERATOR\",\"sites\":[\"hall\"]}"))
                .path("text")
                .asText();
        Browser program = Browser.with(port, text);
        assertThat(program.json("/api/v1/session").path("role").asText()).isEqualTo("OPERATOR");
        assertThat(program.json("/api/v1/identities").path("items")).hasSize(1);
        assertThat(program.get("/api/v1/users").statusCode()).isEqualTo(403);

        AccountRepository accounts = new AccountRepository(console.database);
        Account ada = accounts.find("ada").orElseThrow();
        accounts.change(Account.of("ada", Role.VIEWER, YARD, ada.createdAt(), ""), ada.createdAt());

        assertThat(program.json("/api/v1/session").path("role").asText()).isEqualTo("VIEWER");
        assertThat(program.json("/api/v1/identities").path("items")).isEmpty();
    }

    private String raw(String request, String host) throws Exception {
        return Browser.raw(port, request + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    private static HttpResponse<String> login(Browser browser, String user, String password, String next)
            throws Exception {
        return browser.form("/login", Map.of("user", user, "password", password, "next", next));
    }
}
