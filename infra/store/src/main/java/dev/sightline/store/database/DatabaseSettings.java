package dev.sightline.store.database;

import dev.sightline.platform.address.Addresses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Where the database is. The password never appears in {@link #toString} or in a message.
 *
 * @param url {@code jdbc:h2:…} or {@code jdbc:postgresql://…}, without a password in it
 * @param user user name
 * @param password secret; may be empty
 * @param poolSize connections kept, 1 to 100; the recorder needs one, the console the others
 * @param connectTimeout how long to wait for a connection, at least 250 ms
 */
public record DatabaseSettings(String url, String user, String password, int poolSize, Duration connectTimeout) {
    private static final Pattern URL = Pattern.compile("jdbc:(h2|postgresql):.+");
    private static final Duration SHORTEST = Duration.ofMillis(250);

    public DatabaseSettings {
        if (!URL.matcher(url).matches()) {
            throw new IllegalArgumentException("store.url = '" + Addresses.masked(url)
                    + "' is not allowed: use jdbc:h2:file:<folder>/sightline or jdbc:postgresql://<host>/<database>");
        }
        if (!Addresses.masked(url).equals(url)) {
            throw new IllegalArgumentException("store.url = '" + Addresses.masked(url)
                    + "' carries a password: set store.user and store.password instead");
        }
        if (poolSize < 1 || poolSize > 100) {
            throw new IllegalArgumentException("database pool size = " + poolSize + " must be 1 to 100");
        }
        if (connectTimeout.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "database connect timeout = " + connectTimeout + " must be at least " + SHORTEST);
        }
    }

    /** With a pool of 8 and 10 s to connect. */
    public static DatabaseSettings of(String url, String user, String password) {
        return new DatabaseSettings(url, user, password, 8, Duration.ofSeconds(10));
    }

    /**
     * The default: an H2 database in files {@code sightline.*} of a folder, open to one process at a time. H2's own
     * shutdown hook is off: it would close the database under the services that drain.
     */
    public static DatabaseSettings embedded(Path folder) {
        String file = folder.toAbsolutePath().resolve("sightline").toString();
        return of("jdbc:h2:file:" + file + ";DB_CLOSE_ON_EXIT=FALSE", "sightline", "");
    }

    /** Whether this is the embedded database, which one process opens at a time. */
    public boolean isEmbedded() {
        return url.startsWith("jdbc:h2:");
    }

    @Override
    public String toString() {
        return "DatabaseSettings[" + url + ", user " + user + ", pool of " + poolSize + "]";
    }
}
