package dev.sightline.app.preflight;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Whether a process can listen where the settings say, found out by listening for a moment.
 *
 * @param holder who listens on a port
 * @param ours how it is that a Sightline that runs already has the port: in the way of a start, fine for the doctor
 */
record PortCheck(IntFunction<Optional<PortHolder>> holder, Finding.Grade ours) {
    private static final int FIRST_FREE_FOR_ALL = 1024;

    /**
     * A port of the settings.
     *
     * @param setting its key
     * @param hostSetting key of its host; the port's own key where the host is fixed
     */
    record Wanted(String setting, String hostSetting, String host, int port) {}

    List<Finding> look(List<Wanted> wanted) {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            Wanted one = wanted.get(i);
            Optional<Wanted> same = wanted.subList(0, i).stream()
                    .filter(other -> one.port != 0 && other.port == one.port)
                    .findFirst();
            findings.add(
                    same.isPresent()
                            ? Finding.bad(
                                    one.setting,
                                    one.setting + " and " + same.get().setting + " are both " + one.port
                                            + "; give them different ports")
                            : look(one));
        }
        return findings;
    }

    private Finding look(Wanted one) {
        if (one.port == 0) {
            return Finding.ok(one.setting, "0: any free port of " + one.host);
        }
        InetSocketAddress address = new InetSocketAddress(one.host, one.port);
        if (address.isUnresolved()) {
            return Finding.bad(
                    one.hostSetting, one.hostSetting + " '" + one.host + "' is no known address; use 127.0.0.1");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address, 1);
            return Finding.ok(one.setting, "port " + one.port + " of " + one.host + " is free");
        } catch (BindException e) {
            return refused(one, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Finding.bad(one.setting, "port " + one.port + " of " + one.host + ": " + e.getMessage());
        }
    }

    private Finding refused(Wanted one, String why) {
        if (why.contains("assign")) {
            return Finding.bad(
                    one.hostSetting,
                    one.hostSetting + " " + one.host
                            + " is no address of this machine; use 127.0.0.1, or 0.0.0.0 for all");
        }
        if (why.contains("ermission") && one.port < FIRST_FREE_FOR_ALL) {
            return Finding.bad(
                    one.setting,
                    "port " + one.port + " (" + one.setting
                            + ") is for the system's administrator only; use 1024 or more");
        }
        Optional<PortHolder> who = holder.apply(one.port);
        if (who.flatMap(PortHolder::sightline).isPresent()) {
            return new Finding(ours, one.setting, taken(one, who) + "; stop it before another one starts here");
        }
        return Finding.bad(
                one.setting,
                taken(one, who) + "; stop that, or set " + one.setting + " to another port (0: any free one)");
    }

    private static String taken(Wanted one, Optional<PortHolder> who) {
        return "port " + one.port + " (" + one.setting + ") is in use by "
                + who.map(PortHolder::text).orElse("another process");
    }
}
