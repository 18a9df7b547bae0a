package shop.payment.ledger;

import java.util.Locale;

/** The accounts between which money moves. */
public enum LedgerAccount {

    /** Where deposits come from; its sum is minus everything ever deposited. */
    OUTSIDE("outside"),

    /** What a customer can spend. */
    BALANCE("customer:%s:balance"),

    /** What is set aside for a customer's authorised payments. */
    HELD("customer:%s:held"),

    /** What the shop has earned. */
    REVENUE("shop:revenue");

    private final String template;

    LedgerAccount(String template) {
        this.template = template;
    }

    /**
     * Its name in the ledger, with {@code %s} in the customer's place if it is a customer's; both
     * Java and PostgreSQL can {@code format} it.
     */
    public String template() {
        return template;
    }

    /** Its name in the ledger, for this customer. */
    public String of(String customer) {
        return String.format(Locale.ROOT, template, customer);
    }
}
