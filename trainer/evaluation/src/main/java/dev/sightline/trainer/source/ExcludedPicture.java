package dev.sightline.trainer.source;

/**
 * A picture that a snapshot leaves out.
 *
 * @param path where it lies, or as it is listed
 * @param cause what kind of thing is wrong
 * @param reason what is wrong with it, in words
 */
public record ExcludedPicture(String path, Cause cause, String reason) {

    /** Why pictures are left out. */
    public enum Cause {
        /** It cannot be read or decoded, or ends early. */
        UNREADABLE("cannot be read", "restore or remove them"),
        /** A format that is not decoded. */
        FORMAT("are of a format that is not read", "convert them to JPEG or PNG"),
        /** Its name carries no label. */
        NAME("have a name without a label", "rename them, or list them in a CSV with path,identity,camera"),
        /** One picture under two people: which label is wrong is unknown. */
        TWO_PEOPLE("stand under two people", "find out who they show, and label them once"),
        /** The data set itself says not to use it, such as Market-1501's junk. */
        BY_DESIGN("are marked as not to be used", ""),
        /** Recorded before causes were. */
        OTHER("were left out", "see the reasons in excluded.jsonl of the snapshot");

        private final String what;
        private final String advice;

        Cause(String what, String advice) {
            this.what = what;
            this.advice = advice;
        }

        /** Completes "12 pictures …". */
        public String what() {
            return what;
        }

        /** What to do; empty when nothing is to be done. */
        public String advice() {
            return advice;
        }
    }
}
