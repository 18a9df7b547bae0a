package shop.inventory.reservations;

import shop.inventory.products.Sku;

/** A product of which there was less than asked for. */
record Shortage(Sku sku, int requested, long available) {}
