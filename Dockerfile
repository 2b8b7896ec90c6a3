FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=dev
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=${VERSION}" -o /jarchy ./cmd/jarchy

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /jarchy /jarchy
EXPOSE 8080
# There is no shell in this image: the health check is a command of the program.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["/jarchy", "health"]
ENTRYPOINT ["/jarchy"]
CMD ["serve"]
