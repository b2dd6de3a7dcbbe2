/** What commands write into the audit log. */
@NullMarked
package dev.sightline.app.audit;

import org.jspecify.annotations.NullMarked;
