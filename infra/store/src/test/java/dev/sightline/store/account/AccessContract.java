package dev.sightline.store.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.store.database.Database;
import dev.sightline.store.request.GivenAnswer;
import dev.sightline.store.request.GivenAnswers;
import dev.sightline.store.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What accounts and secrets need of every database. */
abstract class AccessContract {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Account ADA =
            Account.of("ada", Role.OPERATOR, new Scope(Set.of("hall", "yard"), Set.of("north")), NOW, "root");

    private Database database;
    private AccountRepository accounts;
    private CredentialRepository credentials;

    abstract TestDatabase databases();

    @BeforeEach
    void open() {
        database = databases().open();
        accounts = new AccountRepository(database);
        credentials = new CredentialRepository(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void shouldKeepAccountsAsTheyWereGiven() {
        assertThat(accounts.isEmpty()).isTrue();
        assertThat(accounts.add(ADA)).isTrue();
        assertThat(accounts.add(Account.of("ada", Role.ENGINEER, Scope.ALL, NOW, "eve")))
                .isFalse();

        assertThat(accounts.isEmpty()).isFalse();
        assertThat(accounts.all()).containsExactly(ADA);
        assertThat(accounts.passwordHash("ada")).isEmpty();
        accounts.setPassword("ada", "$argon2id$x");
        assertThat(accounts.passwordHash("ada")).contains("$argon2id$x");
        assertThat(accounts.find("ada"))
                .hasValueSatisfying(a -> assertThat(a.hasPassword()).isTrue());
        assertThat(accounts.find("bob")).isEmpty();
        assertThat(accounts.passwordHash("bob")).isEmpty();
    }

    @Test
    void shouldChangeAnAccountButNotItsPassword() {
        accounts.add(ADA);
        accounts.setPassword("ada", "hash");

        assertThat(accounts.change(new Account("ada", Role.VIEWER, Scope.ALL, true, false, NOW, ""), NOW))
                .isTrue();
        assertThat(accounts.change(Account.of("bob", Role.VIEWER, Scope.ALL, NOW, ""), NOW))
                .isFalse();

        assertThat(accounts.find("ada")).contains(new Account("ada", Role.VIEWER, Scope.ALL, true, true, NOW, "root"));
    }

    @Test
    void shouldRefuseNamesThatAreNone() {
        assertThatThrownBy(() -> accounts.add(Account.of("a b", Role.VIEWER, Scope.ALL, NOW, "")))
                .hasMessageContaining("user 'a b' is not allowed");
    }

    @Test
    void shouldFindASecretUntilItEndsOrExpires() {
        accounts.add(ADA);
        Credential token = token().named("laptop", Role.VIEWER, new Scope(Set.of("hall"), Set.of()));
        Secret secret = credentials.issue(token);

        assertThat(credentials.find(secret, NOW)).contains(token);
        assertThat(credentials.find(Secret.random(), NOW)).isEmpty();
        assertThat(credentials.find(secret, NOW.plus(Duration.ofHours(1)))).isEmpty();
        assertThat(secret.toString()).doesNotContain(secret.text());
        assertThat(secret.hash()).isNotEqualTo(secret.derived("csrf"));

        credentials.used(token, NOW.plusSeconds(5));
        assertThat(credentials.byId(token.id()))
                .hasValueSatisfying(c -> assertThat(c.usedAt()).contains(NOW.plusSeconds(5)));
        assertThat(credentials.end(token.id(), NOW)).isPresent();
        assertThat(credentials.find(secret, NOW)).isEmpty();
        assertThat(credentials.end("nobody", NOW)).isEmpty();
        assertThat(credentials.all(CredentialKind.TOKEN)).hasSize(1);

        credentials.forgetOld(NOW.plus(Duration.ofDays(31)));
        assertThat(credentials.all(CredentialKind.TOKEN)).isEmpty();
    }

    @Test
    void shouldGiveAOneTimeLinkToOneOfManyWhoTry() {
        Secret link = credentials.issue(Credential.setup(NOW, NOW.plusSeconds(60)));
        List<CredentialKind> setup = List.of(CredentialKind.SETUP_LINK);

        assertThat(credentials.redeem(link, List.of(CredentialKind.PASSWORD_LINK), NOW))
                .as("of another kind")
                .isEmpty();
        long got = IntStream.range(0, 8)
                .parallel()
                .filter(i -> credentials.redeem(link, setup, NOW).isPresent())
                .count();

        assertThat(got).isEqualTo(1);
    }

    @Test
    void shouldEndEverythingOfAnAccountAtOnce() {
        accounts.add(ADA);
        Secret token = credentials.issue(token());
        Secret setup = credentials.issue(Credential.setup(NOW, NOW.plusSeconds(60)));

        credentials.endAll(Optional.of("ada"), List.of(CredentialKind.TOKEN, CredentialKind.SESSION), NOW);
        assertThat(credentials.find(token, NOW)).isEmpty();
        assertThat(credentials.find(setup, NOW)).isPresent();

        credentials.endAll(Optional.empty(), List.of(CredentialKind.SETUP_LINK), NOW);
        assertThat(credentials.find(setup, NOW)).isEmpty();
    }

    @Test
    void shouldEndEverythingOfAnAccountThatIsClosedAndNothingOfOneThatIsNot() {
        accounts.add(ADA);
        Secret token = credentials.issue(token());

        accounts.change(ADA, NOW);
        assertThat(credentials.find(token, NOW)).isPresent();

        accounts.change(ADA.closed(), NOW);
        assertThat(credentials.find(token, NOW)).isEmpty();
        assertThat(accounts.find("ada"))
                .hasValueSatisfying(a -> assertThat(a.disabled()).isTrue());
    }

    @Test
    void shouldKeepAnswersForADay() {
        GivenAnswers answers = new GivenAnswers(database);
        GivenAnswer given = new GivenAnswer("h", 201, "{}");
        answers.keep("k", given, NOW);
        answers.keep("k", new GivenAnswer("other", 500, ""), NOW);

        assertThat(answers.find("k")).contains(given);
        answers.keep("l", given, NOW.plus(Duration.ofDays(2)));
        assertThat(answers.find("k")).isEmpty();
    }

    private static Credential token() {
        return Credential.of(CredentialKind.TOKEN, ADA, NOW, NOW.plus(Duration.ofHours(1)))
                .by("root");
    }
}
