/**
 * What every service does to a request before anybody looks at it: a limit on its body, and its
 * trace id on the answer. {@code shop-defaults.yml} beside it holds the settings that all services
 * share.
 */
@NullMarked
package shop.common.web;

import org.jspecify.annotations.NullMarked;
