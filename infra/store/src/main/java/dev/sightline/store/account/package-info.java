/** Who may use the console and the API: accounts, and the secrets that stand for them. */
@NullMarked
package dev.sightline.store.account;

import org.jspecify.annotations.NullMarked;
