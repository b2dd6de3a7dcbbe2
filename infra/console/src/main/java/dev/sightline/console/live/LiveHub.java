package dev.sightline.console.live;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Hands what happens on to everybody who follows. Thread-safe. */
public final class LiveHub {
    private final LiveView view;
    private final Set<LiveViewer> viewers = ConcurrentHashMap.newKeySet();

    public LiveHub(LiveView view) {
        this.view = view;
    }

    public LiveView view() {
        return view;
    }

    /** Changes the view and sends it to every viewer; one who joins meanwhile gets it in the snapshot or as an event. */
    public synchronized void update(Function<LiveView, Optional<LiveEvent>> change) {
        change.apply(view).ifPresent(event -> viewers.forEach(v -> v.offer(event)));
    }

    /** Begins to follow: everything as it is now, then what comes. */
    public synchronized LiveViewer join(Predicate<LiveEvent> wanted) {
        List<LiveEvent> snapshot = view.snapshot();
        LiveViewer viewer = new LiveViewer(snapshot, wanted);
        viewers.add(viewer);
        return viewer;
    }

    /** Ends it. */
    public void leave(LiveViewer viewer) {
        viewers.remove(viewer);
    }
}
