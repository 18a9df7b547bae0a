package shop.inventory;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import shop.testing.ShopRules;

@AnalyzeClasses(packages = "shop.inventory", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest static final ArchTests holdsWhatHoldsForEveryService = ArchTests.in(ShopRules.class);
}
