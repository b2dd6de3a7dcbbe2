package dev.sightline.matcher.track;

import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.v1.ExemplarPlace;

/**
 * The key of one entry of a tracker's state, as tracker_state.proto lists them. Keys of one tracklet only are compared.
 *
 * @param kind first letter
 * @param ordinal of the tracklet
 * @param modality number, 0 where there is none
 * @param part what is left, as numbers: role and step, or sequence and index
 * @param index see {@code part}
 */
record EntryKey(char kind, long ordinal, int modality, long part, int index) implements Comparable<EntryKey> {
    /** The camera's own entry. */
    static final String CAMERA = "";

    private static final char TRACKLET = 't';
    private static final char AVERAGE = 'a';
    private static final char STEP = 'd';
    private static final char EXEMPLAR = 'x';
    private static final char LOOK = 'l';
    private static final char BOXES = 'b';

    static EntryKey tracklet(long ordinal) {
        return new EntryKey(TRACKLET, ordinal, 0, 0, 0);
    }

    static EntryKey look(long ordinal, int number) {
        return new EntryKey(LOOK, ordinal, 0, 0, number);
    }

    static EntryKey boxes(long ordinal, int number) {
        return new EntryKey(BOXES, ordinal, 0, 0, number);
    }

    /** The ordinal of a tracklet's own entry; -1 for any other key. */
    static long ordinal(String key) {
        return key.length() > 2 && key.charAt(0) == TRACKLET ? Long.parseLong(key.substring(2)) : -1;
    }

    String text() {
        String role = part == 0 ? "/s" : "/n";
        String prefix = kind + "/" + ordinal;
        return switch (kind) {
            case TRACKLET -> prefix;
            case LOOK, BOXES -> prefix + "/" + index;
            case AVERAGE -> prefix + "/" + modality + role;
            case STEP -> prefix + "/" + modality + role + "/" + index;
            default -> prefix + "/" + modality + "/" + part + "/" + index;
        };
    }

    @Override
    public int compareTo(EntryKey other) {
        return text().compareTo(other.text());
    }

    /** Keys of what a tracklet remembers of one modality. */
    record OfAppearance(long ordinal, Modality modality) {
        EntryKey average(boolean next) {
            return new EntryKey(AVERAGE, ordinal, modality.getNumber(), next ? 1 : 0, 0);
        }

        EntryKey step(boolean next, int number) {
            return new EntryKey(STEP, ordinal, modality.getNumber(), next ? 1 : 0, number);
        }

        EntryKey exemplar(ExemplarPlace place) {
            return new EntryKey(
                    EXEMPLAR, ordinal, modality.getNumber(), place.getSequence(), place.getDetectionIndex());
        }
    }
}
