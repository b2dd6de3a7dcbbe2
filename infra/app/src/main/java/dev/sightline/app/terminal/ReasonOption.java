package dev.sightline.app.terminal;

import dev.sightline.platform.problem.UserError;
import picocli.CommandLine.Option;

/** Adds {@code --reason} to a command that changes something or looks at people: what the audit log says why. */
public final class ReasonOption {
    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why; kept in the audit log.")
    private String reason = "";

    /** As it was given; empty when it was not. */
    public String text() {
        return reason.strip();
    }

    /**
     * For what nobody does without a reason.
     *
     * @param what the sentence that says what needs one
     * @throws UserError when none was given
     */
    public String required(String what) {
        if (text().isEmpty()) {
            throw new UserError(what + "; say why with --reason TEXT");
        }
        return text();
    }
}
