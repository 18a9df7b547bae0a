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

    /** Whatever was to be finished, its driver is not free again. */
    public static Sagas keepingDrivers(Sagas.Needs needs) {
        return new Sagas(needs) {

            @Override
            protected void submit(SagaRun<?> run, Consumer<Boolean> whenLeft) {
                super.submit(run, _ -> {});
            }
        };
    }

    /** Whatever has left the queue, its room is not free again. */
    public static Sagas keepingRoom(Sagas.Needs needs) {
        return new Sagas(needs) {

            private int came;

            @Override
            protected void submit(SagaRun<?> run, Consumer<Boolean> whenLeft) {
                if (came++ < needs.time().most(FinishQueue.MOST)) {
                    super.submit(run, whenLeft);
                } else {
                    whenLeft.accept(false);
                }
            }
        };
    }
}
