# The package alone on a small Node image, with the scripts that let it stand in for other images of Kafka (docs/docker.md).
FROM node:24-alpine AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc tsconfig.json ./
COPY scripts scripts
COPY src src
COPY docs docs
COPY README.md LICENSE CHANGELOG.md CONTRIBUTING.md SECURITY.md ./
RUN npm install --no-save --no-audit --no-fund
RUN npm pack --pack-destination /tmp
RUN npm install --global --prefix /opt/ottla --no-audit --no-fund /tmp/ottla-*.tgz

FROM node:24-alpine
COPY --from=build /opt/ottla /opt/ottla
COPY image/bin /opt/ottla/bin
COPY image/etc /etc
# Kafka's tools by their names, in the path and where Apache's and Bitnami's images have them.
RUN mkdir -p /opt/kafka/bin /opt/bitnami/kafka \
 && for tool in kafka-topics kafka-configs kafka-consumer-groups kafka-groups kafka-share-groups kafka-streams-groups kafka-console-consumer kafka-console-producer \
      kafka-broker-api-versions kafka-storage kafka-server-start zookeeper-server-start; do \
      ln -s kafka-tool /opt/ottla/bin/$tool \
      && ln -s kafka-tool /opt/ottla/bin/$tool.sh \
      && ln -s /opt/ottla/bin/kafka-tool /opt/kafka/bin/$tool.sh || exit 1; \
    done \
 && ln -s /opt/kafka/bin /opt/bitnami/kafka/bin
# Start scripts of Testcontainers modules ask for bash; what they use of it, the shell that is here knows too.
RUN [ -e /bin/bash ] || { printf '#!/bin/sh\nexec /bin/sh "$@"\n' > /bin/bash && chmod 755 /bin/bash; }
# Any user may run this image, so any user may write records, and edit the scripts that the modules of Testcontainers edit.
RUN mkdir -p /data /var/lib/kafka/data /bitnami/kafka \
 && chmod 1777 /data /var/lib/kafka/data /bitnami/kafka /opt/kafka \
 && chmod -R a+rwX /etc/confluent /etc/kafka
ENV PATH=/opt/ottla/bin:$PATH
USER node
WORKDIR /tmp
VOLUME /data
EXPOSE 9092
HEALTHCHECK --interval=5s --timeout=5s --start-period=5s \
  CMD ["node", "/opt/ottla/lib/node_modules/ottla/dist/cli/image/health.js"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/opt/ottla/bin/entrypoint"]
CMD ["start"]
