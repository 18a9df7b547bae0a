package shop.payment.payments;

import shop.common.money.Money;

/** Who is to pay how much. */
record Charge(String customer, Money amount) {}
