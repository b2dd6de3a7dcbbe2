package dev.sightline.app.run;

import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.platform.health.HealthPolicy;
import dev.sightline.platform.health.HealthServer;
import dev.sightline.platform.lifecycle.Service;
import dev.sightline.platform.lifecycle.ServiceHost;
import dev.sightline.platform.lifecycle.ServiceProcess;
import dev.sightline.platform.lifecycle.StopPolicy;
import dev.sightline.platform.lifecycle.Termination;
import java.util.List;

/** Runs services as a process: health and metrics served, stopped by SIGTERM or Ctrl-C, drained within a bound. */
final class Processes {
    private Processes() {}

    /** Runs until asked to stop or a service dies; returns the exit status. */
    static int run(Installation installation, List<Service> services) {
        SightlineSettings.Health health = installation.settings().health();
        ServiceHost host = new ServiceHost(services);
        try (HealthServer served = HealthServer.start(
                new HealthPolicy(health.host(), health.port()), host::health, installation.meters())) {
            return new ServiceProcess(host, StopPolicy.defaults(), Termination.system()).run();
        }
    }
}
