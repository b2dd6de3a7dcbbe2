package dev.sightline.console.page;

import dev.sightline.console.text.Messages;
import io.javalin.http.Context;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Sends pages in the reader's language. */
final class Views {
    private final Templates templates = new Templates();
    private final Entrance entrance;
    private final ZoneId zone;

    Views(Entrance entrance, ZoneId zone) {
        this.entrance = entrance;
        this.zone = zone;
    }

    View of(Context web, String active) {
        String language = Optional.ofNullable(web.header("Accept-Language")).orElse("en");
        return new View(Messages.accepted(language), entrance.caller(web).orElse(null), active, zone);
    }

    void send(Context web, String page, Map<String, Object> values) {
        Map<String, Object> all = new HashMap<>(values);
        all.put("view", of(web, page));
        templates.send(web, page, all);
    }
}
