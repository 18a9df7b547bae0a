/**
 * What every service does to a request before its controllers see it: {@code shop.edge}'s rules, a
 * limit on its body, and its trace id on the answer. Tomcat's own refusals are problems too. {@code
 * shop-defaults.yml} beside it holds the settings that all services share. Held by {@code
 * OddRequestsIT}.
 */
@NullMarked
package shop.common.web;

import org.jspecify.annotations.NullMarked;
