# Two images: `--target server` is the sample replica, `--target balancer` is Ringkeeper. Each holds
# one program, a Java runtime of the modules that it needs, and the C library; no shell, no package
# manager. Builds with BuildKit and with the classic builder.
#
# BUILD_IMAGE is a Debian or Ubuntu with a JDK 25; bin/local-base makes one where no registry can be
# reached.
ARG BUILD_IMAGE=eclipse-temurin:25-jdk

FROM ${BUILD_IMAGE} AS build
LABEL io.ringkeeper.stage=build
SHELL ["/bin/sh", "-euc"]
WORKDIR /src
# For the Maven wrapper.
RUN command -v unzip > /dev/null || \
    { apt-get update -qq; apt-get install -qq -y --no-install-recommends unzip; }

# The runtimes.
RUN link() { \
      jlink --add-modules "$1" --output "$2" \
        --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-6; \
    }; \
    link java.base /image/server/opt/java; \
    link java.base,java.logging,java.management,java.naming,java.net.http,java.xml,jdk.httpserver,jdk.unsupported \
      /image/balancer/opt/java

# Maven, its plugins and all libraries, in a layer of their own that a change of a source leaves
# alone: modules of one empty class take what the real ones take.
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY hashing/pom.xml hashing/
COPY server/pom.xml server/
COPY balancer/pom.xml balancer/
COPY analysis/pom.xml analysis/
COPY cli/pom.xml cli/
COPY bench/pom.xml bench/
ENV MAVEN_ARGS="--quiet --projects cli --also-make -Dmaven.test.skip=true -Dspotless.check.skip=true"
RUN for module in hashing server balancer analysis cli; do \
      mkdir -p "$module/src/main/java/empty"; \
      echo 'package empty; final class Empty {}' > "$module/src/main/java/empty/Empty.java"; \
    done; \
    ./mvnw package; \
    rm -rf ./*/src ./*/target

COPY . .
RUN ./mvnw --offline package

# The file systems. Netty's native libraries lie where Java looks for them, so that none need be
# unpacked at every start into a folder that can be written to and executed from.
RUN program() { \
      mkdir -p "/image/$1/opt/ringkeeper" "/image/$1/etc" "/image/$1/usr/lib"; \
      mkdir -m 1777 "/image/$1/tmp"; \
      cp LICENSE "/image/$1/opt/ringkeeper/"; \
      cp "$2" "/image/$1/opt/ringkeeper/$1.jar"; \
      echo "root:x:0:0:root:/:/none" > "/image/$1/etc/passwd"; \
      echo "ringkeeper:x:65532:65532:ringkeeper:/tmp:/none" >> "/image/$1/etc/passwd"; \
      echo "hosts: files dns" > "/image/$1/etc/nsswitch.conf"; \
    }; \
    program server server/target/ringkeeper-server-*.jar; \
    program balancer cli/target/ringkeeper.jar; \
    native="META-INF/native/libnetty_*_$(uname -m | sed s/aarch64/aarch_64/).so"; \
    unzip -q -j cli/target/ringkeeper.jar "$native" -d /image/balancer/usr/lib; \
    mkdir -p -m 1777 /image/balancer/var/lib/ringkeeper; \
    for image in server balancer; do \
      find "/image/$image" -name '*.so' -o -path '*/opt/java/bin/*' | xargs ldd | \
        awk '$2 == "=>" && $3 ~ "^/" { print $3 } $1 ~ "^/.*[^:]$" { print $1 }' | \
        grep -v ^/image | sort -u | xargs cp -L --parents -t "/image/$image"; \
    done

# What `java` is told, in files, because a program and its rehearsal have to be told the same: with
# `@options` it runs any class of the image, with `@server` or `@ringkeeper` the program.
RUN cd /image/server/opt/ringkeeper; \
    echo "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xmx16m -Xss256k" \
      "-XX:ReservedCodeCacheSize=8m -XX:+ExitOnOutOfMemoryError" \
      "-cp /opt/ringkeeper/server.jar" > options; \
    { cat options; echo "-XX:AOTCache=/opt/ringkeeper/server.aot"; \
      echo io.ringkeeper.server.SampleServer; } > server; \
    cd /image/balancer/opt/ringkeeper; \
    { cat /src/bin/java.options; echo "-cp /opt/ringkeeper/balancer.jar"; } > options; \
    { cat options; echo "-XX:AOTCache=/opt/ringkeeper/balancer.aot"; \
      echo io.ringkeeper.cli.Main; } > ringkeeper; \
    cp /src/bin/rehearsal.options rehearsal

FROM scratch AS server
COPY --from=build /image/server /
ENV PATH=/opt/java/bin LANG=C.UTF-8
WORKDIR /opt/ringkeeper
# Classes, loaded and linked once and for all by a run in which everything happens once.
RUN ["java", "@options", "-XX:AOTCacheOutput=server.aot", "io.ringkeeper.server.Rehearsal"]
USER 65532:65532
EXPOSE 5000
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "@/opt/ringkeeper/server"]
LABEL org.opencontainers.image.title="Ringkeeper sample server" \
      org.opencontainers.image.description="A small web server that says which one it is" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="Apache-2.0"

FROM scratch AS balancer
COPY --from=build /image/balancer /
ENV PATH=/opt/java/bin LANG=C.UTF-8
WORKDIR /opt/ringkeeper
RUN ["java", "@options", "@rehearsal", "-XX:AOTCacheOutput=balancer.aot", "io.ringkeeper.cli.Main", "rehearse", \
  "--with-docker"]
ENV RINGKEEPER_STATE_DIR=/var/lib/ringkeeper
VOLUME /var/lib/ringkeeper
EXPOSE 5000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["java", "@/opt/ringkeeper/ringkeeper", "ready"]
ENTRYPOINT ["java", "@/opt/ringkeeper/ringkeeper"]
CMD ["run"]
LABEL org.opencontainers.image.title="Ringkeeper" \
      org.opencontainers.image.description="A load balancer that owns its replicas" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="Apache-2.0"
