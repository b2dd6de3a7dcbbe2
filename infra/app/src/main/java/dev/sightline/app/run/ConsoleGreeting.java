package dev.sightline.app.run;

import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.console.ConsoleService;
import dev.sightline.console.access.Hosts;
import java.io.PrintWriter;

/** What a start says about the console: where it is and how the first person gets in. */
public enum ConsoleGreeting {
    /** The link that creates the first user, while there is none. */
    SETUP,
    /** A link that logs one browser in, on a machine that only shows the demo. */
    DEMO;

    static final String DEMO_USER = "demo";

    void say(ConsoleService console, SightlineSettings settings, PrintWriter terminal) {
        boolean loopback = Hosts.isLoopback(settings.console().host());
        if (this == DEMO && loopback) {
            terminal.println("Live page:  " + console.entryUrl(DEMO_USER));
            terminal.println("            (logs one browser in, once; 'sightline users link " + DEMO_USER
                    + " --set data.folder=" + settings.data().folder() + "' makes another way in)");
        } else {
            terminal.println("Live page:  " + console.url());
            console.setupUrl()
                    .ifPresent(link -> terminal.println("First user: " + link + "  (works once, within an hour)"));
        }
        if (!loopback) {
            terminal.println("The console listens on " + settings.console().host()
                    + " and speaks plain HTTP: passwords and pictures can be read on the way unless a TLS proxy is in"
                    + " front of it.");
        }
    }
}
