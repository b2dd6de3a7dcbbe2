package dev.sightline.app.classes;

import dev.sightline.embedder.words.PersonClass;
import dev.sightline.platform.problem.UserError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options: which classes are applied, and how rare they are. */
final class ChosenClasses {
    @Option(names = "--only", paramLabel = "NAME", description = "Only this class. May be repeated.")
    private @Nullable List<String> only;

    @Option(
            names = "--some",
            defaultValue = "0.2",
            paramLabel = "P",
            description = "How many of the people belong to any of them, before looking; default: ${DEFAULT-VALUE}.")
    private double some;

    /** @throws UserError when there is none, or they cannot be compared */
    ClassMembers members(ClassFolder folder) throws IOException {
        if (!(some > 0 && some < 1)) {
            throw new UserError("--some is " + some + "; allowed: above 0 and below 1");
        }
        List<PersonClass> chosen = chosen(folder);
        if (chosen.isEmpty()) {
            throw new UserError("there are no classes yet; make one with 'sightline classes add'");
        }
        String model = chosen.get(0).direction().modelId();
        for (PersonClass one : chosen) {
            if (!one.direction().modelId().equals(model)) {
                throw new UserError(
                        "class '" + one.name() + "' is of " + one.direction().modelId() + " and class '"
                                + chosen.get(0).name() + "' of " + model
                                + "; descriptors of two models are never compared: apply them apart with --only, or make one again");
            }
        }
        return new ClassMembers(chosen, some);
    }

    private List<PersonClass> chosen(ClassFolder folder) throws IOException {
        if (only == null) {
            return folder.all();
        }
        List<PersonClass> chosen = new ArrayList<>();
        for (String name : only) {
            chosen.add(folder.get(name));
        }
        return chosen;
    }
}
