# The package alone on a small Node image. Signals reach the broker itself: it is the process that is started.
FROM node:24-alpine AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc tsconfig.json ./
COPY scripts scripts
COPY src src
COPY README.md LICENSE CHANGELOG.md ./
RUN npm install --no-save --no-audit --no-fund
RUN npm pack --pack-destination /tmp
RUN npm install --global --prefix /opt/ottla --no-audit --no-fund /tmp/ottla-*.tgz

FROM node:24-alpine
COPY --from=build /opt/ottla /opt/ottla
RUN mkdir /data && chown node:node /data
ENV PATH=/opt/ottla/bin:$PATH
USER node
VOLUME /data
EXPOSE 9092
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s CMD ["ottla", "ready", "--bootstrap", "127.0.0.1:9092"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "/opt/ottla/lib/node_modules/ottla/dist/cli/main.js"]
CMD ["start", "--host", "0.0.0.0", "--port", "9092", "--data-dir", "/data"]
