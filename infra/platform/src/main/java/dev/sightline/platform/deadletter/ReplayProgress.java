package dev.sightline.platform.deadletter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.BitSet;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterOutputStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * Which letters of one partition were put back. A filter leaves gaps, so an offset alone cannot say it: everything below
 * the offset is done, and of what lies above, the metadata of the committed offset lists what is done as a compressed
 * bit set. Mutable, one thread.
 */
final class ReplayProgress {
    /** Brokers take 4096 characters by default. */
    private static final int MAX_METADATA = 4_000;

    private final BitSet done;
    private long offset;

    private ReplayProgress(long offset, BitSet done) {
        this.offset = offset;
        this.done = done;
    }

    static ReplayProgress from(long offset) {
        return new ReplayProgress(offset, new BitSet());
    }

    static ReplayProgress of(OffsetAndMetadata committed) {
        return new ReplayProgress(committed.offset(), decode(committed.metadata()));
    }

    /** The first letter that may not be done. */
    long offset() {
        return offset;
    }

    boolean isDone(long letter) {
        return letter < offset || done.get(Math.toIntExact(letter - offset));
    }

    void markDone(long letter) {
        done.set(Math.toIntExact(letter - offset));
    }

    /** Letters below no longer exist. */
    void skipTo(long first) {
        if (first > offset) {
            advance(Math.toIntExact(Math.min(first - offset, Integer.MAX_VALUE)));
        }
    }

    /**
     * What to commit.
     *
     * @throws IllegalStateException when too many gaps are left to be remembered
     */
    OffsetAndMetadata commit() {
        advance(done.nextClearBit(0));
        String metadata = encode(done);
        if (metadata.length() > MAX_METADATA) {
            throw new IllegalStateException(
                    "too many dead letters are left between those put back to be remembered: replay in smaller steps,"
                            + " or without a filter");
        }
        return new OffsetAndMetadata(offset, metadata);
    }

    private void advance(int count) {
        if (count > 0) {
            BitSet rest = done.get(count, Math.max(count, done.length()));
            done.clear();
            done.or(rest);
            offset += count;
        }
    }

    private static String encode(BitSet bits) {
        if (bits.isEmpty()) {
            return "";
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
            deflater.write(bits.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static BitSet decode(String metadata) {
        if (metadata.isEmpty()) {
            return new BitSet();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InflaterOutputStream inflater = new InflaterOutputStream(bytes)) {
            inflater.write(Base64.getDecoder().decode(metadata));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "the progress of earlier replays cannot be read: reset the offsets of the group dead-letter-replay",
                    e);
        }
        return BitSet.valueOf(bytes.toByteArray());
    }
}
