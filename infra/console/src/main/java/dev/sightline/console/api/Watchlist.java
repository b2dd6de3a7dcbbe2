package dev.sightline.console.api;

import dev.sightline.console.access.AuditTrail;
import dev.sightline.console.access.Caller;
import dev.sightline.console.access.Right;
import dev.sightline.contracts.id.Ids;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.store.crop.CropReference;
import dev.sightline.store.time.EventTime;
import dev.sightline.store.watchlist.WatchlistView;
import io.javalin.http.HandlerType;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The watchlist: who is looked for, why, and until when. */
public final class Watchlist {
    /** Bytes of a photo. */
    public static final int LARGEST_PHOTO = 20 << 20;

    private static final int MOST_PHOTOS = 10;
    private static final int LONGEST = 500;
    private static final String PHOTOS = "photos";
    private static final Set<String> FORM = Set.of("name", "reason", "approver", "sites", "expires", PHOTOS);

    private final Repositories data;
    private final Enrolling enrolling;
    private final AuditTrail audit;
    private final InstantSource clock;

    public Watchlist(Repositories data, Enrolling enrolling, AuditTrail audit, InstantSource clock) {
        this.data = data;
        this.enrolling = enrolling;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Somebody looked for.
     *
     * @param sites where; empty: everywhere
     * @param expires until when; left out: without end
     * @param expired whether the end has passed: nobody is alerted any more
     * @param pictures addresses below {@code /api/v1}
     */
    public record WatchlistItem(
            String entry,
            String name,
            String reason,
            String approver,
            List<String> sites,
            @Nullable Instant created,
            @Nullable Instant expires,
            boolean expired,
            List<String> pictures) {}

    /**
     * Somebody to look for.
     *
     * @param photos JPEG or PNG in Base64, each of this one person
     */
    public record WatchlistDraft(
            String name,
            String reason,
            String approver,
            @Nullable List<String> sites,
            @Nullable Instant expires,
            List<String> photos) {}

    List<Route> routes() {
        return List.of(
                Route.list(
                        "/watchlist",
                        "listWatchlist",
                        Right.SEE_WATCHLIST,
                        WatchlistItem.class,
                        r -> Answer.all(list(r.caller()))),
                new Route(
                        HandlerType.POST,
                        "/watchlist",
                        "addToWatchlist",
                        Right.CHANGE_WATCHLIST,
                        Route.form(Route.Shape.ONE, WatchlistItem.class),
                        this::add),
                new Route(
                        HandlerType.DELETE,
                        "/watchlist/{entry}",
                        "removeFromWatchlist",
                        Right.CHANGE_WATCHLIST,
                        Route.form(Route.Shape.NOTHING, Void.class),
                        this::remove),
                Route.picture(
                        "/watchlist/{entry}/pictures/{number}",
                        "getWatchlistPicture",
                        Right.SEE_WATCHLIST,
                        this::picture));
    }

    /** Those looked for somewhere that a caller may see. */
    public List<WatchlistItem> list(Caller caller) {
        audit.saw(caller, "watchlist.list", "", "");
        return data.watchlist().all().stream()
                .filter(view -> isIn(caller, view.siteIds()))
                .map(this::item)
                .toList();
    }

    private Answer add(Request request) {
        Caller caller = request.caller();
        Optional<FormBody> form =
                Optional.of(request.web()).filter(FormBody::isIn).map(web -> FormBody.of(web, FORM));
        WatchlistDraft draft = form.map(Watchlist::draft).orElseGet(() -> request.body(WatchlistDraft.class));
        check(
                draft,
                form.map(sent -> sent.files(PHOTOS).size())
                        .orElse(draft.photos().size()));
        List<String> sites = Optional.ofNullable(draft.sites()).orElse(List.of());
        if (!isWithin(caller, sites)) {
            throw ApiProblem.forbidden(
                    "you may only have people looked for at " + caller.scope().sites());
        }
        String id = Ids.of("watchlist", draft.name().strip().toLowerCase(Locale.ROOT));
        if (data.watchlist().find(id).isPresent()) {
            throw ApiProblem.conflict("'" + draft.name().strip() + "' is on the watchlist already, as entry " + id
                    + "; remove that entry first");
        }
        WatchlistEntry.Builder entry = WatchlistEntry.newBuilder()
                .setEntryId(id)
                .setName(draft.name().strip())
                .setReason(draft.reason().strip())
                .setApprover(draft.approver().strip())
                .setCreatedUs(clock.millis() * 1_000)
                .addAllSiteIds(sites);
        Optional.ofNullable(draft.expires()).ifPresent(end -> entry.setExpiresUs(end.toEpochMilli() * 1_000));
        List<byte[]> photos = form.map(sent -> sent.files(PHOTOS)).orElseGet(() -> decoded(draft.photos()));
        describe(photos, entry);
        audit.did(
                caller,
                "watchlist.add",
                id,
                String.join(",", sites),
                new AuditTrail.Details(
                        draft.reason(),
                        "name: " + draft.name() + "; approver: " + draft.approver() + "; photos: " + photos.size()));
        enrolling.put(entry.build());
        return Answer.created(item(entry.build()));
    }

    /** Of a form; its photos stay where they are. */
    private static WatchlistDraft draft(FormBody form) {
        return new WatchlistDraft(
                form.text("name").orElse(""),
                form.text("reason").orElse(""),
                form.text("approver").orElse(""),
                form.texts("sites"),
                form.text("expires").map(Watchlist::time).orElse(null),
                List.of());
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw ApiProblem.bad("expires = '" + text + "' must be a UTC time such as 2026-03-01T12:00:00Z");
        }
    }

    private void check(WatchlistDraft draft, int photos) {
        require("name", draft.name());
        require("reason", draft.reason());
        require("approver", draft.approver());
        if (photos < 1 || photos > MOST_PHOTOS) {
            throw ApiProblem.bad("photos must have 1 to " + MOST_PHOTOS + " pictures, not " + photos);
        }
        if (draft.expires() != null && !draft.expires().isAfter(clock.instant())) {
            throw ApiProblem.bad("expires = " + draft.expires() + " is not in the future");
        }
        Optional.ofNullable(draft.sites()).orElse(List.of()).forEach(site -> {
            try {
                Ids.requireName("site", site);
            } catch (IllegalArgumentException e) {
                throw ApiProblem.bad(String.valueOf(e.getMessage()));
            }
        });
    }

    private static void require(String field, String value) {
        if (value.isBlank() || value.length() > LONGEST) {
            throw ApiProblem.bad(field + " must be given, with at most " + LONGEST + " characters");
        }
    }

    private void describe(List<byte[]> photos, WatchlistEntry.Builder entry) {
        for (int i = 0; i < photos.size(); i++) {
            String which = "photo " + (i + 1);
            byte[] photo = photos.get(i);
            if (photo.length > LARGEST_PHOTO) {
                throw tooLarge(which);
            }
            if (photo.length == 0) {
                throw ApiProblem.bad(which + " is empty");
            }
            try {
                entry.addAllExemplars(enrolling.describe(photo));
            } catch (Enrolling.PhotoRefused e) {
                throw ApiProblem.bad(which + ": " + e.getMessage());
            }
        }
    }

    private static ApiProblem tooLarge(String which) {
        return ApiProblem.large(which + " has more than " + (LARGEST_PHOTO >> 20) + " MiB");
    }

    private static List<byte[]> decoded(List<String> photos) {
        List<byte[]> decoded = new ArrayList<>();
        for (String base64 : photos) {
            String which = "photo " + (decoded.size() + 1);
            if (base64.length() > LARGEST_PHOTO / 3 * 4 + 4) {
                throw tooLarge(which);
            }
            try {
                decoded.add(Base64.getDecoder().decode(base64));
            } catch (IllegalArgumentException e) {
                throw ApiProblem.bad(which + " is not Base64");
            }
        }
        return decoded;
    }

    private Answer remove(Request request) {
        WatchlistView view = find(request);
        audit.did(request.caller(), "watchlist.remove", view.entryId(), String.join(",", view.siteIds()), "");
        enrolling.remove(view.entryId());
        return new Answer.Nothing();
    }

    private Answer picture(Request request) {
        List<CropReference> crops = find(request).crops();
        String number = request.path("number");
        int place = number.matches("\\d{1,3}") ? Integer.parseInt(number) : crops.size();
        if (place >= crops.size()) {
            throw ApiProblem.missing("picture", number);
        }
        audit.saw(request.caller(), "watchlist.view", request.path("entry"), "");
        return data.picture(crops.get(place));
    }

    private WatchlistView find(Request request) {
        String id = request.path("entry");
        return data.watchlist()
                .find(id)
                .filter(view -> request.web().method().equals(HandlerType.GET)
                        ? isIn(request.caller(), view.siteIds())
                        : isWithin(request.caller(), view.siteIds()))
                .orElseThrow(() -> ApiProblem.missing("watchlist entry", id));
    }

    /** Whether an entry is looked for somewhere that the caller may see. */
    private static boolean isIn(Caller caller, List<String> sites) {
        return sites.isEmpty() || sites.stream().anyMatch(caller.scope()::allowsSite);
    }

    /** Whether an entry is looked for nowhere else. */
    private static boolean isWithin(Caller caller, List<String> sites) {
        Set<String> own = caller.scope().sites();
        return own.isEmpty() || (!sites.isEmpty() && own.containsAll(sites));
    }

    private WatchlistItem item(WatchlistView view) {
        return new WatchlistItem(
                view.entryId(),
                view.name(),
                view.reason(),
                view.approver(),
                view.siteIds(),
                view.createdAt().orElse(null),
                view.expiresAt().orElse(null),
                view.expiresAt().map(end -> !end.isAfter(clock.instant())).orElse(false),
                IntStream.range(0, view.crops().size())
                        .mapToObj(i -> "/watchlist/" + view.entryId() + "/pictures/" + i)
                        .toList());
    }

    private static WatchlistItem item(WatchlistEntry entry) {
        return new WatchlistItem(
                entry.getEntryId(),
                entry.getName(),
                entry.getReason(),
                entry.getApprover(),
                entry.getSiteIdsList(),
                EventTime.orNull(entry.getCreatedUs()),
                EventTime.orNull(entry.getExpiresUs()),
                false,
                List.of());
    }
}
