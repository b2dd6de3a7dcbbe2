package dev.sightline.app.run;

import dev.sightline.app.settings.HealthSettings;
import dev.sightline.platform.health.HealthPolicy;
import dev.sightline.platform.health.HealthServer;
import dev.sightline.platform.lifecycle.Service;
import dev.sightline.platform.lifecycle.ServiceHost;
import dev.sightline.platform.lifecycle.ServiceProcess;
import dev.sightline.platform.lifecycle.StopPolicy;
import dev.sightline.platform.lifecycle.Termination;
import java.util.ArrayList;
import java.util.List;

/** Runs services as a process: health and metrics served, stopped by SIGTERM or Ctrl-C, drained within a bound. */
final class Processes {
    private Processes() {}

    /**
     * Runs until asked to stop or a service dies; returns the exit status. The installation is closed with the services,
     * after them: when a signal ends the process, nothing runs for sure once the services have stopped.
     */
    static int run(Installation installation, List<Service> services) {
        HealthSettings health = installation.settings().health();
        List<Service> all = new ArrayList<>(List.of(new Ground(installation)));
        all.addAll(services);
        ServiceHost host = new ServiceHost(all);
        try (HealthServer served = HealthServer.start(
                new HealthPolicy(health.host(), health.port()), host::health, installation.meters())) {
            return new ServiceProcess(host, StopPolicy.defaults(), Termination.system()).run();
        }
    }

    /** What the services stand on, in their row. */
    private record Ground(Installation installation) implements Service {
        @Override
        public String name() {
            return "installation";
        }

        @Override
        public void close() {
            installation.close();
        }
    }
}
