package dev.sightline.platform.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    private static final String SIGNS = "@/#:%?&=;,.'\"<>()[]{}\\|!$^*+~-_ÄßΩ0123456789QWZqwz";

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '`',
            value = {
                "rtsp://admin:p@ss/w0rd@127.0.0.1/x rtsp://***@127.0.0.1/x",
                "rtsp://admin:secret@10.0.0.7:554/live rtsp://***@10.0.0.7:554/live",
                "RTSP://admin:a#b?c/d:e@cam/1 RTSP://***@cam/1",
                "rtsp://admin:p%40ss@cam/1 rtsp://***@cam/1",
                "rtsp://admin@cam/1 rtsp://***@cam/1",
                "rtsp://:secret@cam/1 rtsp://***@cam/1",
                "rtsp://admin:12/34@cam/1 rtsp://***@cam/1",
                "rtsp://admin:secr rtsp://***",
                "rtsp:\\\\admin:secret@cam\\1 rtsp:\\\\***@cam\\1",
                "http://[fe80::1]:8080/x http://[fe80::1]:8080/x",
                "http://admin:x@[fe80::1]:8080/x http://***@[fe80::1]:8080/x",
                "http://cam:8080/mjpeg?fps=5 http://cam:8080/mjpeg?fps=5",
                "http://cam/people@door/1 http://cam/people@door/1",
                "http://cam/x?user=a&PassWord=b@c:d&q=1 http://cam/x?user=a&PassWord=***&q=1",
                "http://cam/x?pwd=abc http://cam/x?pwd=***",
                "http://cam/x?loginpas=abc&n=1 http://cam/x?loginpas=***&n=1",
                "http://cam/x?access_token=a/b#c&n=1 http://cam/x?access_token=***&n=1",
                "http://cam/x?KEY=abc;sig=def http://cam/x?KEY=***;sig=***",
                "http://cam/x?n=1&X-Amz-Signature=abc http://cam/x?n=1&X-Amz-Signature=***",
                "http://cam:80/x?token=ab:c@defgh http://***",
                "http://cam/x?from=rtsp%3A%2F%2Fadmin%3Asecret%40door http://cam/x?from=rtsp%3A%2F%2F***@door",
                "rtsp://10.0.0.1:554/user=admin_password=tlJwpbo6_channel=1.sdp rtsp://10.0.0.1:554/user=admin_password=***",
                "jdbc:h2:file:/data/x;PASSWORD=abc;MODE=STRICT jdbc:h2:file:/data/x;PASSWORD=***;MODE=STRICT",
                "jdbc:postgresql://app:s3cret@db:5432/x?ssl=true jdbc:postgresql://***@db:5432/x?ssl=true",
                "jdbc:postgresql://db:5432,db2:5432/x?password=abc jdbc:postgresql://db:5432,db2:5432/x?password=***",
                "SASL_SSL://user:pw@broker:9093 SASL_SSL://***@broker:9093",
                "{\"password\":\"a\\\"bc\",\"n\":1} {\"password\":\"***\",\"n\":1}",
                "/videos/door.mp4 /videos/door.mp4",
                "device:0 device:0",
            })
    void shouldMaskWhatNobodyMaySee(String address, String shown) {
        assertThat(Addresses.one(address)).isEqualTo(shown);
        assertThat(Addresses.masked(address)).isEqualTo(shown);
        assertThat(Addresses.masked(shown)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin:secret@10.0.0.7/x", "rtsp:/admin:secret@10.0.0.7/x", "rtsp:admin:secret@10.0.0.7/x"})
    void shouldMaskAnAddressThatIsMistyped(String address) {
        assertThat(Addresses.one(address)).isEqualTo("***@10.0.0.7/x");
    }

    @Test
    void shouldMaskEveryAddressInASentence() {
        assertThat(
                        Addresses.masked(
                                "camera 'rtsp://a:s1@north/x' and (http://b:s2@south:80/y): no answer;"
                                        + " login.config=user username=\"x\" password=\"s 3\"; left of rtsp://c:s4@east,rtsp://d:s5@west"))
                .isEqualTo("camera 'rtsp://***@north/x' and (http://***@south:80/y): no answer;"
                        + " login.config=user username=\"x\" password=***; left of rtsp://***@east,rtsp://***@west");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camera=north frames=7 tokens=3 passed=2 author=x 10:30 a@b",
                "http://cam:554: Connection refused",
                "see https://example.org/docs#pass, or ask a@b.c",
                "no answer from http://cam:8080."
            })
    void shouldLeaveOtherTextAlone(String text) {
        assertThat(Addresses.masked(text)).isEqualTo(text);
    }

    @Test
    void shouldLeaveNoPieceOfAnyPassword() {
        List<String> places = List.of(
                "rtsp://operator:%s@host.lan:554/Main",
                "http://operator:%s@host.lan/cgi?fps=5", "jdbc:postgresql://operator:%s@host.lan/db");
        for (long seed = 0; seed < 3_000; seed++) {
            String password = password(new SplittableRandom(seed));
            for (String place : places) {
                assertNothingOf(password, place, Addresses::one, seed);
                assertNothingOf(password, "cannot open '" + place + "': time-out", Addresses::masked, seed);
                assertNothingOf(password, place.replace("operator", "a b"), Addresses::one, seed);
            }
        }
    }

    @Test
    void shouldLeaveNoPieceOfAPasswordWithBlanks() {
        assertThat(Addresses.one("rtsp://admin:a b\nc d@cam/1")).isEqualTo("rtsp://***@cam/1");
    }

    @Test
    void shouldMaskLongTextInReasonableTime() {
        String text = "pass".repeat(50_000) + " token=" + "x".repeat(200_000) + " \"secret\":\"" + "y".repeat(200_000);

        assertThat(Addresses.masked(text)).contains("token=***").hasSizeLessThan(text.length());
    }

    /** Pieces that stand in the text without the password do not count. */
    private static void assertNothingOf(String password, String place, UnaryOperator<String> masker, long seed) {
        String shown = masker.apply(place.replace("%s", password));
        String without = masker.apply(place.replace("%s", "sesame"));
        for (int i = 0; i + 3 <= password.length(); i++) {
            String piece = password.substring(i, i + 3);
            if (!without.contains(piece)) {
                assertThat(shown).as("seed %d, password %s", seed, password).doesNotContain(piece);
            }
        }
    }

    private static String password(SplittableRandom random) {
        StringBuilder password = new StringBuilder();
        for (int length = 3 + random.nextInt(14); length > 0; length--) {
            password.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return password.toString();
    }
}
