/**
 * What operators see of sagas and may do about them: a list, a retry, gauges.
 *
 * <p>Promised: nothing here decides what becomes of a saga; a retry only makes one due. The alerts
 * are in {@code deploy/prometheus/sagas.yml}. Held by {@code SagaManagementIT} and, for the cost of
 * a list, by {@code VolumeIT}.
 */
@NullMarked
package shop.order.saga.operators;

import org.jspecify.annotations.NullMarked;
