package dev.sightline.platform.peer;

import dev.sightline.platform.problem.UserError;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what instances say to one another by AES-256-GCM: who does not know the secret can neither read it, nor change it, nor say
 * anything. Sealed text is 12 random bytes and what the cipher makes. Thread-safe.
 */
public final class SharedKey {
    private static final int LEAST = 32;
    static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final String CIPHER = "AES/GCM/NoPadding";

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    private SharedKey(SecretKeySpec key) {
        this.key = key;
    }

    /**
     * The key that a secret stands for.
     *
     * @param setting its name, for the message
     * @throws UserError when it is so short that it could be guessed
     */
    public static SharedKey of(String setting, String secret) {
        String text = secret.strip();
        if (text.length() < LEAST) {
            throw new UserError(
                    setting + " has " + text.length() + " characters; give all instances the same secret of " + LEAST
                            + " or more, such as what 'openssl rand -hex 32' prints");
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new SharedKey(new SecretKeySpec(hash, "AES"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** @param about what has to be the same when it is opened */
    byte[] seal(byte[] plain, byte[] about) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, about).doFinal(plain);
            byte[] all = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE, sealed.length);
            return all;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + CIPHER, e);
        }
    }

    /** Empty when it was not sealed by this secret, or about something else, or was changed. */
    Optional<byte[]> open(byte[] sealed, byte[] about) {
        if (sealed.length < NONCE + TAG_BITS / 8) {
            return Optional.empty();
        }
        try {
            byte[] nonce = Arrays.copyOf(sealed, NONCE);
            return Optional.of(cipher(Cipher.DECRYPT_MODE, nonce, about).doFinal(sealed, NONCE, sealed.length - NONCE));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + CIPHER, e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] about) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(about);
        return cipher;
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "SharedKey[…]";
    }
}
