package dev.sightline.platform.settings;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a {@code Map<String, String>}: takes every key under a prefix that no other setting claims, unchecked, such as Kafka
 * client settings. A key that only spells a declared setting in another way (dots for dashes) is that setting.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface PassThrough {
    /** The prefix of the keys, such as {@code kafka.producer}; empty for the place of the method itself. */
    String value() default "";
}
