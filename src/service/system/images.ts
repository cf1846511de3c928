import type { FactValue } from '../contracts/fact';
import type { Container, KnownProgram, StoreKind, WorkloadRole } from '../contracts/system';
import { tableOf } from '../text/tables';

/** Published images whose names tell what they are. */
interface PublishedImages {
  /** The last part of the name. */
  readonly names: RegExp;
  /** Names that others use too: the parts before must say whose they are. */
  readonly publisher?: RegExp;
  readonly role: WorkloadRole;
  readonly store: StoreKind;
  readonly engine: string;
  readonly opensPools?: true;
}

/** One list for everything that asks. */
const IMAGES: readonly PublishedImages[] = [
  {
    names: /^(?:pgbouncer|pgcat|odyssey|pgpool(?:-?ii)?|proxysql|supavisor|rds-proxy)$/,
    role: 'pooler',
    store: 'database',
    engine: 'pooler',
    opensPools: true,
  },
  {
    names:
      /^(?:gce-proxy|cloud[-_]?sql[-_](?:auth-)?proxy|alloydb[-_](?:auth[-_])?proxy|cloud-sql)$/,
    role: 'pooler',
    store: 'database',
    engine: 'proxy',
  },
  {
    names:
      /^(?:postgres|postgresql|postgis|citus|pgvector|timescaledb(?:-ha)?|spilo|cloudnative-pg|postgresql-repmgr|supabase-postgres)$/,
    role: 'store',
    store: 'database',
    engine: 'postgres',
  },
  {
    names: /^(?:mysql|mysql-server|percona(?:-server|-xtradb-cluster)?)$/,
    role: 'store',
    store: 'database',
    engine: 'mysql',
  },
  { names: /^(?:mariadb|mariadb-galera)$/, role: 'store', store: 'database', engine: 'mariadb' },
  {
    names: /^(?:mongo|mongodb|mongodb-community-server)$/,
    role: 'store',
    store: 'database',
    engine: 'mongodb',
  },
  { names: /^(?:mssql|azure-sql-edge)$/, role: 'store', store: 'database', engine: 'mssql' },
  { names: /^server$/, publisher: /mssql/, role: 'store', store: 'database', engine: 'mssql' },
  {
    names:
      /^(?:cockroach|cockroachdb|yugabyte|cassandra|scylla|couchdb|couchbase|clickhouse(?:-server)?|neo4j|influxdb|dynamodb-local|questdb|victoria-metrics)$/,
    role: 'store',
    store: 'database',
    engine: 'other',
  },
  {
    names:
      /^(?:redis|redis-stack(?:-server)?|valkey|keydb|dragonfly|redis-cluster|redis-sentinel)$/,
    role: 'store',
    store: 'cache',
    engine: 'redis',
  },
  { names: /^memcached$/, role: 'store', store: 'cache', engine: 'memcached' },
  {
    names:
      /^(?:rabbitmq|kafka|cp-kafka|redpanda|nats|nats-streaming|zookeeper|cp-zookeeper|activemq(?:-artemis)?|pulsar|mosquitto|emqx|localstack|elasticmq(?:-native)?|beanstalkd|nsq)$/,
    role: 'store',
    store: 'broker',
    engine: 'broker',
  },
  {
    names:
      /^(?:elasticsearch|opensearch|meilisearch|typesense|solr|qdrant|weaviate|milvus|chroma)$/,
    role: 'store',
    store: 'search',
    engine: 'search',
  },
  {
    names:
      /^(?:minio|seaweedfs|registry|azurite|garage|etcd|vault|consul|mailhog|mailpit|maildev|mailcatcher)$/,
    role: 'store',
    store: 'other',
    engine: 'other',
  },
  {
    names:
      /^(?:nginx|nginx-unprivileged|openresty|caddy|traefik|haproxy|envoy|envoyproxy|proxyv2|istio-proxy|linkerd-proxy|consul-dataplane|httpd|varnish|apisix|nginx-ingress-controller|swag|oauth2[-_]proxy|cloudflared|kube-rbac-proxy)$/,
    role: 'edge',
    store: 'other',
    engine: 'edge',
  },
  { names: /^kong$/, role: 'edge', store: 'other', engine: 'edge', opensPools: true },
  {
    names: /^controller$/,
    publisher: /ingress-nginx/,
    role: 'edge',
    store: 'other',
    engine: 'edge',
  },
  {
    names:
      /^(?:prometheus|loki|promtail|jaeger|all-in-one|tempo|mimir|alertmanager|(?:prometheus-)?(?:node|process|blackbox|postgres(?:ql)?|pg|pgbouncer|mysqld?|mongodb|redis|valkey|memcached|elasticsearch|rabbitmq|kafka|nginx(?:-prometheus)?|haproxy|php-?fpm|celery|sql|statsd|jmx|snmp|cloudwatch|stackdriver|ecs|kafka-lag|ssl|domain)[-_]exporter|cadvisor|statsd|datadog-agent|otel-collector|opentelemetry-collector(?:-contrib)?|aws-for-fluent-bit|fluent-?bit|fluentd|td-agent|filebeat|metricbeat|vector|(?:amazon-)?cloudwatch-agent|(?:aws-)?xray(?:-daemon)?|aws-otel-collector|vault-agent|vault-k8s|git-sync|k8s-sidecar|configmap-reload|(?:prometheus-)?config-reloader|newrelic-[\w-]{1,60}|adminer|pgadmin4?|phpmyadmin|redis-commander|redisinsight|mongo-express|flower|portainer(?:-ce)?|watchtower|autoheal|dozzle|kibana|zipkin|busybox|alpine|ubuntu|debian|curl|wait-for-it|dockerize|certbot)$/,
    role: 'store',
    store: 'other',
    engine: 'tool',
  },
  {
    names: /^(?:keycloak|unleash|grafana)$/,
    role: 'store',
    store: 'other',
    engine: 'tool',
    opensPools: true,
  },
  { names: /^agent$/, publisher: /datadog/, role: 'store', store: 'other', engine: 'tool' },
];

/** What an image is by its name; `undefined` for one that is the project's own, or unheard of. */
export function knownImage(image: string): KnownProgram | undefined {
  const [, path = ''] = /^([^@]*?)(?::([^:/@]*))?(?:@.*)?$/.exec(image) ?? [];
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const publisher = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  for (const { names, publisher: needed, role, store, engine, opensPools } of IMAGES) {
    if (!names.test(name) || needed?.test(publisher) === false) continue;
    const plain =
      publisher === '' ||
      /^(?:docker\.io\/)?(?:library|postgis|pgvector)$/.test(publisher) ||
      /public\.ecr\.aws\/docker\/library$/.test(publisher);
    return { ...{ name, role, store, engine, plain }, ...(opensPools && { opensPools }) };
  }
  if (/(?:^|[-_])(?:pgbouncer|pgcat|proxysql)(?:[-_]|$)/.test(name)) {
    return {
      ...{ name, role: 'pooler', store: 'database', engine: 'pooler', plain: false },
      opensPools: true,
    };
  }
  return undefined;
}

/** Ends of the names of containers that are one of several servers of a kind. */
const MEMBER = /-(?:master|primary|replica|secondary|node|server|cluster|standalone|db|sidecar)$/;

/** The server that a name is of: `mysql`, `opensearch-master`; `undefined` for any other. */
export function knownByName(name: string): KnownProgram | undefined {
  const plain = name.toLowerCase();
  const known = knownImage(plain) ?? knownImage(plain.replace(MEMBER, ''));
  return known && { ...known, plain: false };
}

/**
 * A proxy, a pooler or an agent that stands beside a program in its pod, by the name of its container or
 * of the program that it starts: companies copy such images under names of their own.
 */
export function knownSidecar(
  name: string,
  words: readonly string[] | null,
): KnownProgram | undefined {
  const program = (words?.[0] ?? '').replace(/^[\s\S]*\//, '');
  for (const each of [name, program]) {
    const known = each === '' ? undefined : knownByName(each);
    if (known && (known.role === 'pooler' || known.role === 'edge' || known.engine === 'tool')) {
      return known;
    }
  }
  return AGENT.test(name)
    ? { name, role: 'store', store: 'other', engine: 'tool', plain: false }
    : undefined;
}

const AGENT =
  /^(?:(?:logs?|logging|metrics?|tracing|telemetry)-(?:agent|shipper|forwarder|collector|router|exporter|sidecar)|fluent\b[\w-]*|(?:aws-)?otel\b[\w-]*|datadog\b[\w-]*)$/;

/** The last part of an image's name, without registry and tag. */
export function imageName(image: string): string {
  const [, path = ''] = /^([^@]*?)(?::[^:/@]*)?(?:@.*)?$/.exec(image) ?? [];
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}

/** An image, or what of its name is written where registry or tag are filled in: `shop` of `${REGISTRY}/shop:${TAG}`. */
export function writtenImage(image: FactValue<string>): string | null {
  if (image.state === 'known') return image.value;
  const text = image.state === 'unknown' ? (image.expression ?? '') : '';
  const repository = /^\$\{aws_ecr_repository\.([\w./-]+)\.repository_url\}/.exec(text)?.[1];
  if (repository !== undefined) return repository;
  const plain = text.replace(/\$\{[^{}]*\}/g, '$');
  return /^([a-z0-9][\w.-]*)[:@]/.exec(plain.slice(plain.lastIndexOf('/') + 1))?.[1] ?? null;
}

/** The tag of an image's name; `null` where it has none. */
export function imageTag(image: string): string | null {
  const [, tag] = /:([^:/@]+)(?:@.*)?$/.exec(image) ?? [];
  return tag?.toLowerCase() ?? null;
}

/** The engine that a scheme of an address names. */
export function engineOfScheme(scheme: string): string | undefined {
  const [name = ''] = scheme
    .toLowerCase()
    .replace(/^(?:jdbc:|r2dbcs?:(?:pool:)?)/, '')
    .split('+');
  return SCHEMES[name];
}

const SCHEMES = tableOf<string>({
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
});

/** The language runtime that an image is of, by its name and tag. */
export function imageRuntime(image: string): Container['runtime'] {
  const name = imageName(image);
  const [, tag = ''] = /:v?(\d+(?:\.\d+)*)[^:/]*$/.exec(image) ?? [];
  return /^(?:node|python|ruby|golang|php)$/.test(name)
    ? { name, version: tag === '' ? null : tag }
    : null;
}
