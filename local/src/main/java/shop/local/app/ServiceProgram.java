package shop.local.app;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import shop.local.process.Helpers;
import shop.local.process.Launch;
import shop.local.process.Program;
import shop.local.topology.ShopOptions;
import shop.local.topology.ShopProcess;

/** One of the shop's own Java processes. */
public final class ServiceProgram implements Program {

    private static final int ANSWER_MILLIS = 1500;

    private final ShopProcess process;
    private final ShopOptions options;
    private final Helpers helpers;

    public ServiceProgram(ShopProcess process, ShopOptions options, Helpers helpers) {
        this.process = process;
        this.options = options;
        this.helpers = helpers;
    }

    @Override
    public boolean isPrepared() {
        return app().isUnpacked();
    }

    @Override
    public void prepare() {
        app().unpack(helpers);
    }

    @Override
    public Launch launch() {
        AppDirectory app = app();
        List<String> archive = options.fastStart() ? new ClassArchive(app).use() : List.of();
        return new Launch(
                new JavaCommand(process.kind(), options).of(app.jar(), archive),
                ServiceEnvironment.of(process, options));
    }

    @Override
    public boolean ready() {
        String address =
                "http://127.0.0.1:"
                        + options.managementPort(process)
                        + "/actuator/health/readiness";
        try {
            var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
            connection.setConnectTimeout(ANSWER_MILLIS);
            connection.setReadTimeout(ANSWER_MILLIS);
            connection.setInstanceFollowRedirects(false);
            boolean ready = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            connection.disconnect();
            return ready;
        } catch (IOException e) {
            return false;
        }
    }

    private AppDirectory app() {
        return new AppDirectory(options.root(), process.kind());
    }
}
