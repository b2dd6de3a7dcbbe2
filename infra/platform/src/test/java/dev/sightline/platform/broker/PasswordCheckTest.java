package dev.sightline.platform.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.scram.ScramCredential;
import org.apache.kafka.common.security.scram.ScramCredentialCallback;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PasswordCheckTest {
    private final PasswordCheck check = new PasswordCheck();

    PasswordCheckTest() {
        Map<String, String> login = Map.of("username", "sightline", "password", "secret");
        check.configure(
                Map.of(),
                BrokerPassword.MECHANISM,
                List.of(new AppConfigurationEntry(
                        "any", AppConfigurationEntry.LoginModuleControlFlag.REQUIRED, login)));
    }

    @Test
    void shouldKnowTheOneUserOnly() throws UnsupportedCallbackException {
        ScramCredential known = credential("sightline");

        assertThat(known).isNotNull();
        assertThat(known.iterations()).isGreaterThanOrEqualTo(4096);
        assertThat(credential("admin")).isNull();
        assertThat(credential("")).isNull();
    }

    @Test
    void shouldAnswerNothingElse() {
        assertThatThrownBy(() -> check.handle(new Callback[] {new PasswordCallback("?", false)}))
                .isInstanceOf(UnsupportedCallbackException.class);
    }

    private @Nullable ScramCredential credential(String user) throws UnsupportedCallbackException {
        ScramCredentialCallback wanted = new ScramCredentialCallback();
        check.handle(new Callback[] {new NameCallback("user", user.isEmpty() ? "?" : user), wanted});
        return wanted.scramCredential();
    }
}
