# The image of one module. Its jar is built in here, or comes from a directory where it is built already:
#   docker build --build-arg SERVICE=gateway --build-context jars=gateway/target .
ARG MAVEN_IMAGE=maven:3-eclipse-temurin-25
ARG JAVA_IMAGE=eclipse-temurin:25-jre
ARG POSTGRES_IMAGE=postgres:18
ARG VERSION=1.0.0-SNAPSHOT

FROM ${MAVEN_IMAGE} AS build
WORKDIR /shop
COPY . .
# Maven does not heed HTTPS_PROXY: proxies and mirrors come with the settings, docker build --secret id=maven,src=settings.xml
RUN --mount=type=cache,target=/root/.m2/repository --mount=type=secret,id=maven,target=/root/.m2/settings.xml \
    mvn -B -q -ntp -T 1C package -Dmaven.test.skip=true -Dspotless.check.skip=true \
    -pl registry,gateway,order-service,payment-service,inventory-service -am

# As --build-context jars=DIR has them.
FROM scratch AS jars
COPY --from=build /shop/*/target/*.jar /

FROM ${JAVA_IMAGE} AS java

# The classes are loaded and linked now and not at every start (JEP 514). A start that ends before anything begins to work
# tells which; it needs a database.
FROM ${POSTGRES_IMAGE} AS prepared
COPY --from=java /opt/java/openjdk /opt/java/openjdk
ENV PATH=/opt/java/openjdk/bin:$PATH
WORKDIR /app
# Readable for everybody, whatever the checkout's permissions are.
COPY --chmod=0644 deploy/image/jvm.options ./
ARG SERVICE VERSION
COPY --from=jars ${SERVICE}-${VERSION}.jar /tmp/app.jar
RUN java -Djarmode=tools -jar /tmp/app.jar extract --layers --destination /layers && cp -a /layers/*/. .
RUN (POSTGRES_HOST_AUTH_METHOD=trust docker-entrypoint.sh postgres >/dev/null 2>&1 &) \
    && until pg_isready -q -h 127.0.0.1; do sleep 0.2; done \
    && SHOP_DB_URL=jdbc:postgresql://127.0.0.1/ SHOP_DB_USER=postgres SPRING_PROFILES_ACTIVE=demo SHOP_KEY_FILE=/tmp/key.json \
    EUREKA_CLIENT_REGISTERWITHEUREKA=false EUREKA_CLIENT_FETCHREGISTRY=false \
    java @jvm.options -XX:TieredStopAtLevel=1 -XX:AOTCacheOutput=app.aot -Xlog:disable -Xlog:all=error:stderr \
    -Dspring.context.exit=onRefresh -jar app.jar

FROM java
WORKDIR /app
COPY --from=prepared /layers/dependencies/ ./
COPY --from=prepared /layers/snapshot-dependencies/ /layers/application/ ./
COPY --from=prepared /app/jvm.options /app/app.aot ./

# One management port in all containers. Every file in the secrets' directory is a property with the file's name, the
# settings are what a profile of the compose file adds, and an instance is called as its container, because all of a
# service's instances have the same port.
ENV MANAGEMENT_SERVER_PORT=9000 \
    SPRING_CONFIG_IMPORT=optional:configtree:/run/secrets/,optional:file:/run/settings/settings.properties \
    EUREKA_INSTANCE_INSTANCEID=\${spring.application.name}:\${HOSTNAME}

HEALTHCHECK --start-period=10m --start-interval=1s --interval=10s --timeout=10s --retries=3 CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/9000 && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && read -r status <&3 && [[ $status == *' 200'* ]]"]

ARG SERVICE VERSION REVISION=unknown
LABEL org.opencontainers.image.title="${SERVICE}" \
      org.opencontainers.image.description="A part of the shop, a checkout across services that cannot be broken" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="Apache-2.0"

# A number, so that Kubernetes can see that it is not root. The directories are for what has to last, and for logs.
RUN install -d -o 10001 -g 10001 /var/lib/shop /var/log/shop
USER 10001:10001
ENTRYPOINT ["java", "@jvm.options", "-XX:AOTCache=app.aot", "-jar", "app.jar"]
