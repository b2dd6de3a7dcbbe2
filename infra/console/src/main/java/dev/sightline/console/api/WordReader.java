package dev.sightline.console.api;

import dev.sightline.console.text.Messages;
import dev.sightline.store.search.WordProbe;
import java.util.List;
import java.util.Optional;

/** Reads what somebody is said to look like, for searches: needs networks, which the console does not have. Thread-safe. */
public interface WordReader {
    /** Why words cannot be searched for here, and what to do; empty when they can. */
    Optional<NoWords> missing();

    /**
     * Reads a description of a person.
     *
     * @throws NotAPerson with what is wrong with it and what to write
     * @throws ApiProblem when words cannot be searched for here
     */
    ReadWords read(String text) throws NotAPerson;

    /**
     * A description that was read.
     *
     * @param text as it was read
     * @param modelId the words model, {@code id@version}
     * @param probe what to look for
     */
    record ReadWords(String text, String modelId, WordProbe probe) {}

    /**
     * Why words cannot be searched for.
     *
     * @param key of the text that says so
     * @param values of that text
     */
    record NoWords(String key, List<String> values) {
        public NoWords {
            values = List.copyOf(values);
        }

        /** There is no package for words. */
        public static NoWords model(String why) {
            return new NoWords("search.words.noModel", List.of(why));
        }

        /** The package is for descriptors of another model than the one that serves. */
        public static NoWords descriptor(String words, String madeFor, String serving) {
            return new NoWords("search.words.otherDescriptor", List.of(words, madeFor, serving));
        }

        /** The package cannot say what an answer is worth. */
        public static NoWords calibration(String words) {
            return new NoWords("search.words.uncalibrated", List.of(words));
        }

        /** The sentence. */
        public String sentence(Messages texts) {
            return texts.get(key, values.toArray());
        }

        /** As the API says it. */
        public ApiProblem problem() {
            return ApiProblem.conflict(sentence(Messages.ENGLISH));
        }
    }

    /** A text that is no description of a person. */
    final class NotAPerson extends Exception {
        private static final long serialVersionUID = 1;

        public NotAPerson(String what) {
            super(what);
        }
    }
}
