# syntax=docker/dockerfile:1

# Two images, one set of commands: api, worker, migrate, bucket, … (scripts/container.sh). `runtime` serves everything
# but tracks; `media`, which `docker build .` makes, has ffmpeg, too.

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY apps/api/package.json apps/api/
COPY apps/worker/package.json apps/worker/
COPY packages/client/package.json packages/client/
COPY packages/db/package.json packages/db/
COPY packages/sandbox/package.json packages/sandbox/
COPY packages/seed/package.json packages/seed/
COPY packages/sentiment/package.json packages/sentiment/
COPY packages/shared/package.json packages/shared/
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev
COPY tsconfig.json ./
COPY scripts scripts
COPY packages packages
COPY apps apps
RUN node scripts/compile.mjs apps/* packages/*

# What the apps need to run, and nothing that made it. What is in the bundles already need not be there as packages.
FROM build AS shipped
COPY migrations migrations
RUN node scripts/prune.mjs \
    && find scripts -type f ! -name container.sh ! -name healthcheck.mjs -delete \
    && rm -rf apps/*/src packages/*/src packages/client packages/sandbox node_modules/@mudig/client node_modules/@mudig/sandbox .npmrc package-lock.json tsconfig.json

# Plays the vendors for those who have no keys: docker compose --profile sandbox.
FROM build AS sandbox
ENV SANDBOX_HOST=0.0.0.0 SANDBOX_PORT=4010
USER node
EXPOSE 4010
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s CMD ["node", "-e", "fetch('http://127.0.0.1:4010/').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "packages/sandbox/dist/vendors/main.js"]

FROM node:24-bookworm-slim AS runtime
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8000 HEALTH_PORT=9000 AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true
COPY --from=shipped /app ./
USER node
EXPOSE 8000 9000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 CMD ["node", "scripts/healthcheck.mjs"]
ENTRYPOINT ["sh", "scripts/container.sh"]
CMD ["api"]

FROM runtime AS media
USER root
# What tracks are made with.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ffmpeg \
    && apt-get clean \
    && rm -rf /var/lib/apt/lists/*
ENV FFMPEG_PATH=/usr/bin/ffmpeg FFPROBE_PATH=/usr/bin/ffprobe
USER node
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 CMD ["node", "scripts/healthcheck.mjs"]
ENTRYPOINT ["sh", "scripts/container.sh"]
CMD ["worker"]
