package dev.sightline.console.page;

import dev.sightline.console.text.Messages;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Sends pages in the reader's language. */
final class Views {
    private final Templates templates = new Templates();
    private final Entrance entrance;
    private final Surroundings place;

    Views(Entrance entrance, Surroundings place) {
        this.entrance = entrance;
        this.place = place;
    }

    View of(Context web, String active) {
        String language = Optional.ofNullable(web.header("Accept-Language")).orElse("en");
        return new View(Messages.accepted(language), entrance.caller(web).orElse(null), active, place);
    }

    void send(Context web, String page, Map<String, Object> values) {
        Map<String, Object> all = new HashMap<>(values);
        all.put("view", of(web, page));
        templates.send(web, page, all);
    }
}
