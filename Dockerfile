FROM golang:1.26 AS build
WORKDIR /src
# One package at a time and a small heap, for small machines.
ENV CGO_ENABLED=0 GOFLAGS=-p=1 GOGC=50 GOMEMLIMIT=500MiB
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=dev
RUN go build -trimpath -ldflags "-s -w -X main.version=${VERSION}" -o /jarchy ./cmd/jarchy

# The demo brings a Postgres of its own, so it stands on an image that has one.
FROM postgres:17-alpine AS demo
COPY --from=build /jarchy /jarchy
USER postgres
ENV PG_BIN=/usr/local/bin
EXPOSE 8088
ENTRYPOINT ["/jarchy"]
CMD ["demo", "--listen", "0.0.0.0:8088"]

FROM gcr.io/distroless/static-debian12:nonroot AS bot
ARG VERSION=dev
LABEL org.opencontainers.image.title="Jarchy" \
      org.opencontainers.image.description="A Telegram bot for programme teams: events, reminders, answers with one tap" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}"
COPY --from=build /jarchy /jarchy
EXPOSE 8080
# There is no shell in this image: the health check is a command of the program.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["/jarchy", "health"]
ENTRYPOINT ["/jarchy"]
CMD ["serve"]
