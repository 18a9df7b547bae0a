package shop.registry;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class RegistryServer {

    /**
     * Problems instead of Tomcat's own pages. Its limits on counts of headers are off: they would
     * be smaller than what the limit on their size lets in.
     */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTomcat(JsonMapper json) {
        return factory -> {
            factory.addContextCustomizers(context -> {
                StandardHost host = (StandardHost) context.getParent();
                host.getPipeline().addValve(new ProblemReportValve(json));
                host.setErrorReportValveClass(ProblemReportValve.class.getName());
            });
            factory.addConnectorCustomizers(connector -> {
                connector.setProperty("maxHeaderCount", "-1");
                connector.setMaxCookieCount(-1);
            });
        };
    }
}
