package dev.sightline.platform.broker;

import java.io.IOException;
import java.nio.file.Path;

/** A broker as a process of its own, to be killed. Ends when its input does. */
public final class BrokerMain {
    private BrokerMain() {}

    /** Arguments: folder, port. */
    public static void main(String[] arguments) throws IOException {
        EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        System.out.println("ready " + broker.port());
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
        broker.close();
    }
}
