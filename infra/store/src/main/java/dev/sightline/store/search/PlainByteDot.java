package dev.sightline.store.search;

/** In plain Java, for runtimes without the vector module. */
final class PlainByteDot implements ByteDot {
    private final byte[] probe;

    PlainByteDot(byte[] probe) {
        this.probe = probe.clone();
    }

    @Override
    public int of(byte[] rows, int from) {
        int sum = 0;
        for (int i = 0; i < probe.length; i++) {
            sum += probe[i] * rows[from + i];
        }
        return sum;
    }
}
