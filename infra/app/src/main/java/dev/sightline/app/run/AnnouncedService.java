package dev.sightline.app.run;

import dev.sightline.platform.lifecycle.Service;
import java.util.Optional;

/**
 * A service that has something to say once it is started, such as where its page is.
 *
 * @param service what is run
 * @param started called after its start
 */
record AnnouncedService(Service service, Runnable started) implements Service {
    @Override
    public String name() {
        return service.name();
    }

    @Override
    public void start() {
        service.start();
        started.run();
    }

    @Override
    public boolean ready() {
        return service.ready();
    }

    @Override
    public boolean live() {
        return service.live();
    }

    @Override
    public Optional<String> degraded() {
        return service.degraded();
    }

    @Override
    public void close() {
        service.close();
    }
}
