package shop.common;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import shop.testing.ShopRules;

@AnalyzeClasses(packages = "shop.common", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest static final ArchTests holdsWhatHoldsForEveryService = ArchTests.in(ShopRules.class);

    @ArchTest
    static final ArchRule knowsNoWordOfTheShop =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("shop.order..", "shop.payment..", "shop.inventory..")
                    .orShould()
                    .haveNameMatching(
                            ".*\\.\\w*(Order|Payment|Inventory|Stock|Product|Checkout|Saga)\\w*");

    @ArchTest
    static final ArchRule hasNoCyclesBetweenItsPackages =
            slices().matching("shop.common.(*)..").should().beFreeOfCycles();
}
