package dev.sightline.console.access;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.Locale;
import java.util.concurrent.Semaphore;

/**
 * Passwords as Argon2id hashes in PHC format, with OWASP's least parameters: 19 MiB, two passes, one lane. Two are computed
 * at a time, so that many who guess cannot take the machine's memory. Thread-safe.
 */
public final class Passwords {
    static final int SHORTEST = 10;
    static final int LONGEST = 256;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final int AT_ONCE = 2;
    private static final int MOST_WAITING = 20;

    private final Argon2Function argon =
            Argon2Function.getInstance(MEMORY_KIB, PASSES, 1, HASH_BYTES, Argon2.ID, Argon2Function.ARGON2_VERSION_13);
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final String nobodys;

    public Passwords() {
        this.nobodys = hash("nobody has this password");
    }

    /**
     * Checks what a person has chosen.
     *
     * @throws IllegalArgumentException saying what is asked of a password
     */
    public static void require(String account, String password) {
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "a password must have " + SHORTEST + " to " + LONGEST + " characters; several words are best");
        }
        if (password.toLowerCase(Locale.ROOT).contains(account.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("a password must not contain the user name");
        }
        if (password.chars().distinct().count() < 5) {
            throw new IllegalArgumentException("a password must have at least 5 different characters");
        }
    }

    /** Whether so many wait that another one should come back later. */
    boolean isCrowded() {
        return turns.getQueueLength() >= MOST_WAITING;
    }

    /** The hash to keep. */
    public String hash(String password) {
        turns.acquireUninterruptibly();
        try {
            return Password.hash(password).addRandomSalt(SALT_BYTES).with(argon).getResult();
        } finally {
            turns.release();
        }
    }

    /** Whether a password is the one of a hash. */
    public boolean matches(String password, String hash) {
        if (password.length() > LONGEST) {
            return false;
        }
        turns.acquireUninterruptibly();
        try {
            return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
        } finally {
            turns.release();
        }
    }

    /** Takes as long as {@link #matches}, so that nobody learns by the clock which accounts there are. */
    public void matchNobody(String password) {
        matches(password, nobodys);
    }
}
