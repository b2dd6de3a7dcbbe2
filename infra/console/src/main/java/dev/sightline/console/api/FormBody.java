package dev.sightline.console.api;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fields and files of a form as browsers and {@code curl -F} send it (multipart/form-data, RFC 7578). Nothing of it is
 * written to a disk; how large it may be is the request's own bound, which holds before this reads it.
 */
final class FormBody {
    private static final int MOST_PARTS = 64;
    private static final int LONGEST_HEAD = 8 << 10;
    private static final byte[] BLANK_LINE = {'\r', '\n', '\r', '\n'};
    private static final Pattern BOUNDARY =
            Pattern.compile(";\\s*boundary=(?:\"([^\"]{1,70})\"|([^;\\s\"]{1,70}))", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile(
            "^content-disposition:\\s*form-data\\b.*?;\\s*name=(?:\"([^\"]*)\"|([^;\\s\"]+))",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private final Map<String, List<byte[]>> parts = new LinkedHashMap<>();

    private FormBody() {}

    static boolean isIn(Context web) {
        return Optional.ofNullable(web.contentType())
                .map(type -> type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data"))
                .orElse(false);
    }

    /**
     * Reads the form of a request.
     *
     * @param known names of all parts that there may be; another is refused, so that a misspelt one is noticed
     * @throws ApiProblem when it is none, not whole, or has an unknown part
     */
    static FormBody of(Context web, Set<String> known) {
        Matcher boundary =
                BOUNDARY.matcher(Optional.ofNullable(web.contentType()).orElse(""));
        if (!boundary.find()) {
            throw ApiProblem.bad("a multipart form must name its boundary in the content type");
        }
        String mark = boundary.group(1) != null ? boundary.group(1) : boundary.group(2);
        FormBody form = new FormBody();
        form.read(web.bodyAsBytes(), ("\r\n--" + mark).getBytes(StandardCharsets.ISO_8859_1));
        form.parts.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw ApiProblem.bad("the form's part '" + name + "' is unknown; known are "
                            + known.stream().sorted().toList());
                });
        return form;
    }

    /** A text that was given once; empty when it was left out or is blank. */
    Optional<String> text(String name) {
        List<String> texts = texts(name);
        if (texts.size() > 1) {
            throw ApiProblem.bad("the form's part '" + name + "' may be given once");
        }
        return texts.stream().findFirst();
    }

    /** Texts that are not blank. */
    List<String> texts(String name) {
        return files(name).stream()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .filter(text -> !text.isBlank())
                .toList();
    }

    /** Files as they were sent. */
    List<byte[]> files(String name) {
        return List.copyOf(parts.getOrDefault(name, List.of()));
    }

    private void read(byte[] body, byte[] delimiter) {
        // The first delimiter has no line before it.
        int at = startsWith(body, 0, delimiter, 2) ? delimiter.length - 2 : after(body, 0, delimiter);
        int count = 0;
        while (at >= 0 && !isLast(body, at)) {
            int head = after(body, at, BLANK_LINE);
            int end = head < 0 ? -1 : after(body, head - 2, delimiter);
            if (head < 0 || end < 0 || head - at > LONGEST_HEAD || ++count > MOST_PARTS) {
                throw broken();
            }
            int length = Math.max(0, end - delimiter.length - head);
            byte[] content = new byte[length];
            System.arraycopy(body, head, content, 0, length);
            parts.computeIfAbsent(name(new String(body, at, head - at, StandardCharsets.UTF_8)), k -> new ArrayList<>())
                    .add(content);
            at = end;
        }
        if (at < 0) {
            throw broken();
        }
    }

    private static ApiProblem broken() {
        return ApiProblem.bad("the multipart form is not whole: each of at most " + MOST_PARTS
                + " parts needs a short head, a blank line and the boundary after it");
    }

    private static String name(String head) {
        Matcher name = NAME.matcher(head);
        if (!name.find()) {
            throw ApiProblem.bad("a part of the multipart form has no name");
        }
        return name.group(1) != null ? name.group(1) : name.group(2);
    }

    private static boolean isLast(byte[] body, int at) {
        return at + 1 < body.length && body[at] == '-' && body[at + 1] == '-';
    }

    /** Behind the next place where a mark is; -1 when there is none. */
    private static int after(byte[] body, int from, byte[] mark) {
        for (int i = from; i <= body.length - mark.length; i++) {
            if (body[i] == mark[0] && startsWith(body, i, mark, 0)) {
                return i + mark.length;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] body, int at, byte[] mark, int without) {
        if (body.length - at < mark.length - without) {
            return false;
        }
        for (int i = without; i < mark.length; i++) {
            if (body[at + i - without] != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
