package dev.sightline.console.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import java.util.Map;

/** Fills templates, which were compiled with the program. Thread-safe. */
final class Templates {
    private static final String PACKAGE = "dev.sightline.console.page.templates";

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Html, Templates.class.getClassLoader(), PACKAGE);

    void send(Context web, String template, Map<String, Object> values) {
        StringOutput out = new StringOutput();
        engine.render(template + ".jte", values, out);
        web.contentType("text/html; charset=utf-8").result(out.toString());
    }
}
