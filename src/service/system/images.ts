import type { Container, StoreKind, WorkloadRole } from '../contracts/system';

/** What a published image is, where its name says so. */
export interface KnownImage {
  readonly role: WorkloadRole;
  readonly store: StoreKind;
  readonly engine: string;
  /** An official image without settings of its own: what is not written is the server's default. */
  readonly plain: boolean;
}

/** Published images by the last part of their name; one list for everything that asks. */
const IMAGES: readonly (readonly [RegExp, WorkloadRole, StoreKind, string])[] = [
  [
    /^(?:pgbouncer|pgcat|odyssey|pgpool(?:-?ii)?|proxysql|supavisor|cloud-sql-proxy|alloydb-auth-proxy|rds-proxy)$/,
    'pooler',
    'database',
    'pooler',
  ],
  [
    /^(?:postgres|postgresql|postgis|pgvector|timescaledb(?:-ha)?|spilo|cloudnative-pg|postgresql-repmgr|supabase-postgres|pg)$/,
    'store',
    'database',
    'postgres',
  ],
  [/^(?:mysql|mysql-server|percona(?:-server|-xtradb-cluster)?)$/, 'store', 'database', 'mysql'],
  [/^(?:mariadb|mariadb-galera)$/, 'store', 'database', 'mariadb'],
  [/^(?:mongo|mongodb|mongodb-community-server)$/, 'store', 'database', 'mongodb'],
  [/^(?:mssql|server|azure-sql-edge)$/, 'store', 'database', 'mssql'],
  [
    /^(?:cockroach|cockroachdb|yugabyte|cassandra|scylla|couchdb|couchbase|clickhouse(?:-server)?|neo4j|influxdb|dynamodb-local|questdb|victoria-metrics)$/,
    'store',
    'database',
    'other',
  ],
  [
    /^(?:redis|redis-stack(?:-server)?|valkey|keydb|dragonfly|redis-cluster|redis-sentinel)$/,
    'store',
    'cache',
    'redis',
  ],
  [/^memcached$/, 'store', 'cache', 'memcached'],
  [
    /^(?:rabbitmq|kafka|cp-kafka|redpanda|nats|nats-streaming|zookeeper|cp-zookeeper|activemq(?:-artemis)?|pulsar|mosquitto|emqx|localstack|elasticmq(?:-native)?|beanstalkd|nsq)$/,
    'store',
    'broker',
    'broker',
  ],
  [
    /^(?:elasticsearch|opensearch|meilisearch|typesense|solr|qdrant|weaviate|milvus|chroma)$/,
    'store',
    'search',
    'search',
  ],
  [
    /^(?:minio|seaweedfs|registry|azurite|garage|etcd|vault|consul|mailhog|mailpit|maildev|mailcatcher)$/,
    'store',
    'other',
    'other',
  ],
  [
    /^(?:nginx|nginx-unprivileged|openresty|caddy|traefik|haproxy|envoy|httpd|varnish|kong|apisix|nginx-ingress-controller|controller|swag|oauth2-proxy|cloudflared)$/,
    'edge',
    'other',
    'edge',
  ],
  [
    /^(?:prometheus|grafana|loki|promtail|jaeger|all-in-one|tempo|mimir|alertmanager|node-exporter|postgres-exporter|postgres_exporter|redis_exporter|cadvisor|statsd|datadog-agent|agent|otel-collector|opentelemetry-collector(?:-contrib)?|fluent-bit|fluentd|vector|adminer|pgadmin4?|phpmyadmin|redis-commander|redisinsight|mongo-express|flower|portainer(?:-ce)?|watchtower|autoheal|dozzle|kibana|zipkin|unleash|keycloak|busybox|alpine|ubuntu|debian|curl|wait-for-it|dockerize|certbot)$/,
    'store',
    'other',
    'tool',
  ],
];

/** What an image is by its name; `undefined` for one that is the project's own, or unheard of. */
export function knownImage(image: string): KnownImage | undefined {
  const [, path = ''] = /^([^@]*?)(?::([^:/@]*))?(?:@.*)?$/.exec(image) ?? [];
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const publisher = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  for (const [pattern, role, store, engine] of IMAGES) {
    if (!pattern.test(name)) continue;
    if (name === 'server' && !/mssql/.test(publisher)) continue;
    if (
      (name === 'controller' || name === 'agent' || name === 'pg') &&
      !/ingress-nginx|datadog|apache/.test(publisher)
    )
      continue;
    if (name === 'pg' || (engine === 'tool' && name === 'agent' && !/datadog/.test(publisher)))
      continue;
    const plain =
      publisher === '' ||
      /^(?:docker\.io\/)?(?:library|postgis|pgvector)$/.test(publisher) ||
      /public\.ecr\.aws\/docker\/library$/.test(publisher);
    return { role, store, engine, plain };
  }
  if (/(?:^|[-_])(?:pgbouncer|pgcat|proxysql)(?:[-_]|$)/.test(name)) {
    return { role: 'pooler', store: 'database', engine: 'pooler', plain: false };
  }
  return undefined;
}

/** The last part of an image's name, without registry and tag. */
export function imageName(image: string): string {
  const [, path = ''] = /^([^@]*?)(?::[^:/@]*)?(?:@.*)?$/.exec(image) ?? [];
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}

/** The engine that a scheme of an address names. */
export function engineOfScheme(scheme: string): string | undefined {
  const [name = ''] = scheme
    .toLowerCase()
    .replace(/^jdbc:/, '')
    .split('+');
  return SCHEMES[name];
}

const SCHEMES: Readonly<Record<string, string>> = {
  postgres: 'postgres',
  postgresql: 'postgres',
  psql: 'postgres',
  pgsql: 'postgres',
  postgis: 'postgres',
  asyncpg: 'postgres',
  mysql: 'mysql',
  mysql2: 'mysql',
  mariadb: 'mariadb',
  mongodb: 'mongodb',
  redis: 'redis',
  rediss: 'redis',
  amqp: 'broker',
  amqps: 'broker',
};

/** The language runtime that an image is of, by its name and tag. */
export function imageRuntime(image: string): Container['runtime'] {
  const name = imageName(image);
  const [, tag = ''] = /:v?(\d+(?:\.\d+)*)[^:/]*$/.exec(image) ?? [];
  return /^(?:node|python|ruby|golang|php)$/.test(name)
    ? { name, version: tag === '' ? null : tag }
    : null;
}
