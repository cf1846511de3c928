FROM golang:1.23 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -o /out/consumer ./cmd/consumer

FROM gcr.io/distroless/static-debian12
COPY --from=build /out/consumer /consumer
USER 65532
ENTRYPOINT ["/consumer"]
