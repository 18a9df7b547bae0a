package shop.order.saga;

import java.util.List;
import java.util.function.Consumer;
import shop.order.saga.definition.SagaDefinition;

/** Drivers of sagas with a bug. */
public final class PlantedSagas {

    private PlantedSagas() {}

    /** Nobody looks for sagas without a driver. */
    public static Sagas withoutSweeps(Sagas.Needs needs) {
        return new Sagas(needs) {

            @Override
            public Runnable recovery(List<SagaDefinition<?>> definitions) {
                return () -> {};
            }
        };
    }

    /** Whatever was to be finished, its place among those that are recovered is not free again. */
    public static Sagas keepingDrivers(Sagas.Needs needs) {
        return new Sagas(needs) {

            @Override
            protected Consumer<Boolean> told(Consumer<Boolean> whenLeft) {
                return _ -> {};
            }
        };
    }
}
