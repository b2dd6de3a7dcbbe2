package dev.sightline.platform.settings;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value is a path. In a settings file a relative one begins at the folder of that file, so that a system is the same
 * from wherever it is started; from the environment or a flag it begins at the working directory. The loader makes it
 * absolute. A default that is a path belongs to the file too, when there is one.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface FilePath {
    /** Which values are paths. */
    Kind value() default Kind.ALWAYS;

    /** Which values are paths. */
    enum Kind {
        /** All. */
        ALWAYS,
        /** Those that are no address such as {@code rtsp://…} or {@code device:0}. */
        UNLESS_ADDRESS,
        /** Those at which something is; others are names. */
        IF_IT_EXISTS
    }
}
