package shop.simulation;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;

/**
 * What lies between the processes. Nothing about a call is certain but its answer, if one comes.
 */
public final class Network {

    private static final long READ_TIMEOUT = World.SECONDS;
    private static final long FAST = 10 * World.MILLIS;
    private static final long LATE = 20 * World.SECONDS;

    private final World world;
    private int underWay;

    Network(World world) {
        this.world = world;
    }

    /** Whether a call may still arrive. */
    boolean isBusy() {
        return underWay > 0;
    }

    /** A call that somebody waits for. */
    private final class Exchange<R> {

        private final Task caller = world.running();
        private final Consumer<Consumer<R>> effect;
        private @Nullable R reply;
        private boolean over;

        Exchange(Consumer<Consumer<R>> effect) {
            this.effect = effect;
        }

        /** Sends it, and waits. */
        @Nullable R await(long patience, boolean changing) {
            if (!world.happens(Fault.LOST)) {
                arriveIn(
                        caller,
                        changing && world.happens(Fault.LATE)
                                ? world.choices().between(READ_TIMEOUT, LATE)
                                : world.choices().between(0, FAST));
            }
            if (changing && world.happens(Fault.DUPLICATED)) {
                boolean late = world.choices().oneOf(2) == 1;
                arriveIn(
                        new Object(),
                        late
                                ? world.choices().between(8 * World.SECONDS, LATE)
                                : world.choices().between(0, FAST));
            }
            world.in(patience, caller, this::giveUp);
            world.mayDie();
            Coroutine.pause();
            return reply;
        }

        private void arriveIn(Object actor, long nanos) {
            underWay++;
            world.in(nanos, actor, this::arrive);
        }

        private void arrive() {
            underWay--;
            effect.accept(this::answer);
        }

        private void answer(R answer) {
            if (!over && !world.happens(Fault.REPLY_LOST)) {
                world.in(world.choices().between(0, FAST), caller, () -> end(answer));
            }
        }

        private void giveUp() {
            end(null);
        }

        private void end(@Nullable R answer) {
            if (!over) {
                over = true;
                reply = answer;
                caller.wake(0);
            }
        }
    }

    /**
     * A call to a participant.
     *
     * @param changing whether it is not a mere question; one that comes late or twice is as if it
     *     had not come
     * @param down whether the participant is, at the moment it is asked
     * @param sent what is to be noted once it is on its way
     */
    record Call(
            String what,
            boolean changing,
            Supplier<Boolean> down,
            Runnable sent,
            Supplier<Reply> effect) {}

    /**
     * Makes the call.
     *
     * @throws org.springframework.web.client.RestClientException as production's client does
     */
    Reply make(Call call) {
        world.step();
        boolean down = call.down().get() && world.choices().oneOf(2) == 0;
        if (down || world.happens(Fault.NOT_SENT)) {
            throw new ResourceAccessException("cannot connect", new ConnectException());
        }
        call.sent().run();
        world.tell(() -> "sends " + call.what());
        Reply reply =
                new Exchange<Reply>(answer -> arrived(call, answer))
                        .await(READ_TIMEOUT, call.changing());
        if (reply == null) {
            throw new ResourceAccessException("no answer", new SocketTimeoutException());
        }
        return checked(reply);
    }

    private void arrived(Call call, Consumer<Reply> answer) {
        if (call.down().get()) {
            return;
        }
        Reply reply = world.happens(Fault.SERVER_ERROR) ? Reply.broken() : call.effect().get();
        world.tell(() -> call.what() + " is answered " + reply);
        answer.accept(reply);
    }

    private static Reply checked(Reply reply) {
        HttpStatus status = HttpStatus.valueOf(reply.status());
        if (status.is4xxClientError()) {
            throw HttpClientErrorException.create(
                    status,
                    status.getReasonPhrase(),
                    HttpHeaders.EMPTY,
                    reply.problem().getBytes(StandardCharsets.UTF_8),
                    StandardCharsets.UTF_8);
        }
        if (status.is5xxServerError()) {
            throw new HttpServerErrorException(status);
        }
        return reply;
    }

    /** Asks an order process as a customer does; null if no answer came in time. */
    @Nullable Heard ask(OrderProcess process, Function<OrderServer, Heard> work, long patience) {
        return new Exchange<Heard>(answer -> process.handle(work, answer)).await(patience, true);
    }
}
