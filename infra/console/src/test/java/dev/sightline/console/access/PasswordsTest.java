package dev.sightline.console.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @Test
    void shouldKnowAPasswordByItsArgon2idHash() {
        String hash = passwords.hash("correct horse battery");

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("horse");
        assertThat(passwords.matches("correct horse battery", hash)).isTrue();
        assertThat(passwords.matches("correct horse battery ", hash)).isFalse();
        assertThat(passwords.matches("x".repeat(1_000_000), hash)).isFalse();
        assertThat(passwords.hash("correct horse battery")).as("salted").isNotEqualTo(hash);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "aaaaaaaaaaaaaaa", "my name is Ada, hello"})
    void shouldRefuseWhatIsEasyToGuess(String password) {
        assertThatThrownBy(() -> Passwords.require("ada", password)).hasMessageStartingWith("a password must");
    }

    @Test
    void shouldTakeAnyTextOfEnoughLength() {
        assertThatCode(() -> Passwords.require("ada", "pass phrase ✓")).doesNotThrowAnyException();
    }
}
