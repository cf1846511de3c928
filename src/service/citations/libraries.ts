/** Sources published by or about libraries, at the page where the options are told. */
export const libraries = {
  'fastapi.async': {
    title: 'FastAPI: concurrency and async / await',
    url: 'https://fastapi.tiangolo.com/async/',
  },
  'redis.pipelining': {
    title: 'Redis: pipelining',
    url: 'https://redis.io/docs/latest/develop/using-commands/pipelining/',
  },
  'redis.eviction': {
    title: 'Redis: Key eviction',
    url: 'https://redis.io/docs/latest/develop/reference/eviction/',
  },
  'traefik.docker': {
    title: 'Traefik: routing with labels of Docker, port',
    url: 'https://doc.traefik.io/traefik/routing/providers/docker/',
  },
  'caddy.reverse-proxy': {
    title: 'Caddy: reverse_proxy, the http transport',
    url: 'https://caddyserver.com/docs/caddyfile/directives/reverse_proxy',
  },
  'haproxy.timeout-server': {
    title: 'HAProxy: timeout server',
    url: 'https://docs.haproxy.org/3.0/configuration.html#timeout%20server',
  },
  'docker.redis-image': {
    title: 'Docker: the image of Redis',
    url: 'https://hub.docker.com/_/redis',
  },
  'docker.postgres-image': {
    title: 'Docker: the image of PostgreSQL, PGDATA',
    url: 'https://hub.docker.com/_/postgres',
  },
  'redis.maxmemory': {
    title: 'Redis: Key eviction, maxmemory',
    url: 'https://redis.io/docs/latest/develop/reference/eviction/#maxmem',
  },
  'java.options': {
    title: 'The java command: extra options, -Xmx',
    url: 'https://docs.oracle.com/en/java/javase/21/docs/specs/man/java.html',
  },
  'node.old-space': {
    title: 'Node.js: --max-old-space-size',
    url: 'https://nodejs.org/api/cli.html#--max-old-space-sizesize-in-mib',
  },
  'celery.beat': {
    title: 'Celery: Periodic Tasks',
    url: 'https://docs.celeryq.dev/en/stable/userguide/periodic-tasks.html',
  },
  'docker.entrypoint': {
    title: 'Dockerfile reference: ENTRYPOINT',
    url: 'https://docs.docker.com/reference/dockerfile/#entrypoint',
  },
  'express-session.store': {
    title: 'express-session: store',
    url: 'https://github.com/expressjs/session#store',
  },
  'socket.io.adapter': {
    title: 'Socket.IO: using multiple nodes',
    url: 'https://socket.io/docs/v4/using-multiple-nodes/',
  },
  'node.keep-alive-timeout': {
    title: 'Node.js: server.keepAliveTimeout',
    url: 'https://nodejs.org/api/http.html#serverkeepalivetimeout',
  },
  'celery.redis-visibility': {
    title: 'Celery: using Redis, visibility timeout',
    url: 'https://docs.celeryq.dev/en/stable/getting-started/backends-and-brokers/redis.html#visibility-timeout',
  },
  'docker.stop-grace-period': {
    title: 'Compose: stop_grace_period',
    url: 'https://docs.docker.com/reference/compose-file/services/#stop_grace_period',
  },
  'docker.compose-deploy': {
    title: 'Docker: Compose Deploy Specification',
    url: 'https://docs.docker.com/reference/compose-file/deploy/',
  },
  'docker.healthcheck': {
    title: 'Compose: healthcheck',
    url: 'https://docs.docker.com/reference/compose-file/services/#healthcheck',
  },
  'docker.compose-container-name': {
    title: 'Docker: compose file, container_name',
    url: 'https://docs.docker.com/reference/compose-file/services/#container_name',
  },
  'docker.compose-ports': {
    title: 'Docker: Compose file reference, ports',
    url: 'https://docs.docker.com/reference/compose-file/services/#ports',
  },
  'gunicorn.timeout': {
    title: 'gunicorn: Settings, timeout',
    url: 'https://docs.gunicorn.org/en/stable/settings.html#timeout',
  },
  'docker.depends-on': {
    title: 'Compose: control startup order',
    url: 'https://docs.docker.com/compose/how-tos/startup-order/',
  },
  'pg-promise.pool': {
    title: 'pg-promise: Connection Syntax, configuration object',
    url: 'https://github.com/vitaly-t/pg-promise/wiki/Connection-Syntax',
  },
  'node-postgres.pool': {
    title: 'node-postgres: connection pool',
    url: 'https://node-postgres.com/apis/pool',
  },
  'node-postgres.pool-sizing': {
    title: 'node-postgres: pool sizing',
    url: 'https://node-postgres.com/guides/pool-sizing',
  },
  'mysql2.pool': {
    title: 'mysql2: connection pool',
    url: 'https://sidorares.github.io/node-mysql2/docs/examples/connections/create-pool',
  },
  'mysql.pool': {
    title: 'mysql: connection pool',
    url: 'https://github.com/mysqljs/mysql#pool-options',
  },
  'mariadb.pool': {
    title: 'mariadb: connection pool',
    url: 'https://github.com/mariadb-corporation/mariadb-connector-nodejs/blob/master/documentation/promise-api.md#pool-options',
  },
  'rails.pool': {
    title: 'Rails: configuring a database',
    url: 'https://guides.rubyonrails.org/configuring.html#configuring-a-database',
  },
  'fastify-postgres.options': {
    title: '@fastify/postgres: options, handed to node-postgres',
    url: 'https://github.com/fastify/fastify-postgres#usage',
  },
  'mikro-orm.pool': {
    title: 'MikroORM: configuration, connection',
    url: 'https://mikro-orm.io/docs/configuration#connection',
  },
  'drf.pagination': {
    title: 'Django REST framework: pagination',
    url: 'https://www.django-rest-framework.org/api-guide/pagination/',
  },
  'django.indexes': {
    title: 'Django: model index reference, db_index and ForeignKey',
    url: 'https://docs.djangoproject.com/en/stable/ref/models/fields/#db-index',
  },
  'jpa.indexes': {
    title: 'Jakarta Persistence 3.2: the annotations Table and Index',
    url: 'https://jakarta.ee/specifications/persistence/3.2/apidocs/jakarta.persistence/jakarta/persistence/index',
  },
  'django.databases': {
    title: 'Django: databases, connection management',
    url: 'https://docs.djangoproject.com/en/stable/ref/databases/#connection-management',
  },
  'npgsql.pool': {
    title: 'Npgsql: connection string parameters',
    url: 'https://www.npgsql.org/doc/connection-string-parameters.html',
  },
  'pgbouncer.config': {
    title: 'PgBouncer: configuration',
    url: 'https://www.pgbouncer.org/config.html',
  },
  'pgbouncer.features': {
    title: 'PgBouncer: features, and what each mode of pooling allows',
    url: 'https://www.pgbouncer.org/features.html',
  },
  'prisma.pgbouncer': {
    title: 'Prisma Client: PgBouncer',
    url: 'https://www.prisma.io/docs/orm/prisma-client/setup-and-configuration/databases-connections/pgbouncer',
  },
  'php-fpm.config': {
    title: 'PHP-FPM: configuration',
    url: 'https://www.php.net/manual/en/install.fpm.configuration.php',
  },
  'generic-pool.pool': {
    title: 'generic-pool: connection pool',
    url: 'https://github.com/coopernurse/node-pool#createpool',
  },
  'knex.pool': {
    title: 'knex: connection pool',
    url: 'https://knexjs.org/guide/#pool',
  },
  'sequelize.pool': {
    title: 'Sequelize: connection pool',
    url: 'https://sequelize.org/docs/v6/other-topics/connection-pool/',
  },
  'prisma.client-instance': {
    title: 'Prisma Client: one instance for the application',
    url: 'https://www.prisma.io/docs/orm/prisma-client/setup-and-configuration/databases-connections#prismaclient-in-long-running-applications',
  },
  'prisma.pool': {
    title: 'Prisma Client: connection pool',
    url: 'https://www.prisma.io/docs/orm/prisma-client/setup-and-configuration/databases-connections/connection-pool',
  },
  'mongodb.pool': {
    title: 'MongoDB driver: connection pool',
    url: 'https://www.mongodb.com/docs/drivers/node/current/connect/connection-options/connection-pools/',
  },
  'node-redis.pool': {
    title: 'node-redis: connection pool',
    url: 'https://github.com/redis/node-redis/blob/master/docs/pool.md',
  },
  'ioredis.pool': {
    title: 'ioredis: connection pool',
    url: 'https://redis.github.io/ioredis/',
  },
  'mssql.pool': {
    title: 'mssql: connection pool',
    url: 'https://github.com/tediousjs/node-mssql#general-same-for-all-drivers',
  },
  'postgres-js.pool': {
    title: 'Postgres.js: connection pool',
    url: 'https://github.com/porsager/postgres#connection-details',
  },
  'slonik.pool': {
    title: 'Slonik: connection pool',
    url: 'https://github.com/gajus/slonik#api',
  },
  'node-oracledb.pool': {
    title: 'node-oracledb: connection pool',
    url: 'https://node-oracledb.readthedocs.io/en/latest/user_guide/connection_handling.html#connection-pooling',
  },
  'starlette.threads': {
    title: 'Starlette: thread pool',
    url: 'https://www.starlette.io/threadpool/',
  },
  'sqlalchemy.pool': {
    title: 'SQLAlchemy: connection pool',
    url: 'https://docs.sqlalchemy.org/en/20/core/pooling.html',
  },
  'psycopg-pool.pool': {
    title: 'psycopg_pool: connection pool',
    url: 'https://www.psycopg.org/psycopg3/docs/api/pool.html',
  },
  'psycopg.pool': {
    title: 'psycopg: connection pool',
    url: 'https://www.psycopg.org/psycopg3/docs/advanced/pool.html',
  },
  'asyncpg.pool': {
    title: 'asyncpg: connection pool',
    url: 'https://magicstack.github.io/asyncpg/current/api/index.html#connection-pools',
  },
  'pymysql.pool': {
    title: 'PyMySQL: connection pool',
    url: 'https://pymysql.readthedocs.io/en/latest/modules/connections.html',
  },
  'pymongo.pool': {
    title: 'PyMongo: connection pool',
    url: 'https://pymongo.readthedocs.io/en/stable/api/pymongo/mongo_client.html',
  },
  'go.pool': {
    title: 'database/sql: connection pool',
    url: 'https://go.dev/doc/database/manage-connections',
  },
  'pgxpool.pool': {
    title: 'pgxpool: connection pool',
    url: 'https://pkg.go.dev/github.com/jackc/pgx/v5/pgxpool#Config',
  },
  'pgx.pool': {
    title: 'pgx: connection pool',
    url: 'https://pkg.go.dev/github.com/jackc/pgx/v5/pgxpool',
  },
  'hikaricp.pool': {
    title: 'HikariCP: connection pool',
    url: 'https://github.com/brettwooldridge/HikariCP#gear-configuration-knobs-baby',
  },
  'dbcp.pool': {
    title: 'Commons DBCP 2: connection pool',
    url: 'https://commons.apache.org/proper/commons-dbcp/configuration.html',
  },
  'jdbc.pool': {
    title: 'JDBC: connection pool',
    url: 'https://docs.oracle.com/en/java/javase/21/docs/api/java.sql/java/sql/DriverManager.html',
  },
  'node-cache.set': {
    title: 'node-cache: set',
    url: 'https://github.com/node-cache/node-cache#store-a-key-set',
  },
  'keyv.set': {
    title: 'keyv: set',
    url: 'https://keyv.org/docs/keyv/',
  },
  'cache-manager.set': {
    title: 'cache-manager: set',
    url: 'https://github.com/jaredwray/cacheable/tree/main/packages/cache-manager#set',
  },
  'lru-cache.set': {
    title: 'lru-cache: set',
    url: 'https://github.com/isaacs/node-lru-cache#ttl',
  },
  'node-redis.set': {
    title: 'node-redis: set',
    url: 'https://redis.io/docs/latest/commands/set/',
  },
  'ioredis.set': {
    title: 'ioredis: set',
    url: 'https://redis.io/docs/latest/commands/set/',
  },
  'node-postgres.transactions': {
    title: 'node-postgres: transactions',
    url: 'https://node-postgres.com/features/transactions',
  },
  'node-postgres.pooling': {
    title: 'node-postgres: pooling',
    url: 'https://node-postgres.com/features/pooling',
  },
  'hikaricp.sizing': {
    title: 'HikariCP: about pool sizing',
    url: 'https://github.com/brettwooldridge/HikariCP/wiki/About-Pool-Sizing',
  },
  'druid.pool': {
    title: 'Druid: configuration of DruidDataSource',
    url: 'https://github.com/alibaba/druid/wiki/DruidDataSource%E9%85%8D%E7%BD%AE%E5%B1%9E%E6%80%A7%E5%88%97%E8%A1%A8',
  },
  'python-oracledb.pool': {
    title: 'python-oracledb: create_pool()',
    url: 'https://python-oracledb.readthedocs.io/en/latest/api_manual/module.html#oracledb.create_pool',
  },
  'peewee.pool': {
    title: 'Peewee: connection pool',
    url: 'https://docs.peewee-orm.com/en/latest/peewee/playhouse.html#connection-pool',
  },
  'kysely.transaction': {
    title: 'Kysely: simple transaction',
    url: 'https://kysely.dev/docs/examples/transactions/simple-transaction',
  },
  'databases.pool': {
    title: 'Databases: connections and pools',
    url: 'https://www.encode.io/databases/connections_and_transactions/',
  },
  'drizzle.connect': {
    title: 'Drizzle: how to connect',
    url: 'https://orm.drizzle.team/docs/connect-overview',
  },
  'drizzle.transactions': {
    title: 'Drizzle: transactions',
    url: 'https://orm.drizzle.team/docs/transactions',
  },
  'go-cache.set': {
    title: 'go-cache: Set',
    url: 'https://pkg.go.dev/github.com/patrickmn/go-cache#Cache.Set',
  },
  'go.transactions': {
    title: 'Go: executing transactions',
    url: 'https://go.dev/doc/database/execute-transactions',
  },
  'go.query': {
    title: 'Go: querying for data',
    url: 'https://go.dev/doc/database/querying',
  },
  'prisma.query-optimization': {
    title: 'Prisma: query optimization',
    url: 'https://www.prisma.io/docs/orm/prisma-client/queries/query-optimization-performance',
  },
  'sqlalchemy.n-plus-one': {
    title: 'SQLAlchemy: relationship loading techniques',
    url: 'https://docs.sqlalchemy.org/en/20/orm/queryguide/relationships.html',
  },
  'redis.expire': {
    title: 'Redis: keys and expiration',
    url: 'https://redis.io/docs/latest/develop/use/keyspace/',
  },
  'redis.cache-aside': {
    title: 'Redis: cache invalidation',
    url: 'https://redis.io/glossary/cache-invalidation/',
  },
  'redis.setex': {
    title: 'Redis: SETEX',
    url: 'https://redis.io/docs/latest/commands/setex/',
  },
  'spring-redis.set': {
    title: 'Spring Data Redis: ValueOperations',
    url: 'https://docs.spring.io/spring-data/redis/docs/current/api/org/springframework/data/redis/core/ValueOperations.html',
  },
  'go.duration': {
    title: 'Go: Duration',
    url: 'https://pkg.go.dev/time#Duration',
  },
  'kafkajs.producer': {
    title: 'KafkaJS: producing messages',
    url: 'https://kafka.js.org/docs/producing',
  },
  'grpc.performance': {
    title: 'gRPC: performance best practices',
    url: 'https://grpc.io/docs/guides/performance/',
  },
  'go.shutdown': {
    title: 'Go: Server.Shutdown',
    url: 'https://pkg.go.dev/net/http#Server.Shutdown',
  },
  'go.transport': {
    title: 'Go: Client and Transport',
    url: 'https://pkg.go.dev/net/http#Transport',
  },
  'supabase.prisma': {
    title: 'Supabase: connecting with Prisma',
    url: 'https://supabase.com/docs/guides/database/prisma',
  },
  'azure.pgbouncer': {
    title: 'Azure: PgBouncer',
    url: 'https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-pgbouncer',
  },
  'django.pooling': {
    title: 'Django: transaction pooling and server-side cursors',
    url: 'https://docs.djangoproject.com/en/stable/ref/databases/#transaction-pooling-server-side-cursors',
  },
  'quarkus.datasource': {
    title: 'Quarkus: data sources',
    url: 'https://quarkus.io/guides/datasource',
  },
  'spring.r2dbc': {
    title: 'Spring Boot: data properties, spring.r2dbc',
    url: 'https://docs.spring.io/spring-boot/appendix/application-properties/index.html#appendix.application-properties.data',
  },
  'spring.jdbc': {
    title: 'Spring Framework: data access with JDBC',
    url: 'https://docs.spring.io/spring-framework/reference/data-access/jdbc/core.html',
  },
  'spring-boot.health': {
    title: 'Spring Boot: health information and health groups',
    url: 'https://docs.spring.io/spring-boot/reference/actuator/endpoints.html#actuator.endpoints.health',
  },
  'spring-boot.redis-cache': {
    title: 'Spring Boot: caching with Redis',
    url: 'https://docs.spring.io/spring-boot/reference/io/caching.html#io.caching.provider.redis',
  },
  'django.count': {
    title: 'Django: count and exists',
    url: 'https://docs.djangoproject.com/en/stable/topics/db/optimization/#use-queryset-contains-obj',
  },
  'gqlgen.dataloaders': {
    title: 'gqlgen: data loaders',
    url: 'https://gqlgen.com/reference/dataloaders/',
  },
  'django.bulk': {
    title: 'Django: insert in bulk, update in bulk',
    url: 'https://docs.djangoproject.com/en/stable/topics/db/optimization/#use-bulk-methods',
  },
  'django.select-related': {
    title: 'Django: select_related',
    url: 'https://docs.djangoproject.com/en/stable/ref/models/querysets/#select-related',
  },
  'hibernate.fetching': {
    title: 'Hibernate ORM: fetching',
    url: 'https://docs.jboss.org/hibernate/orm/6.6/userguide/html_single/Hibernate_User_Guide.html#fetching',
  },
  'prisma.replicas': {
    title: 'Prisma: read replicas',
    url: 'https://www.prisma.io/docs/orm/prisma-client/setup-and-configuration/read-replicas',
  },
  'undici.agent': {
    title: 'undici: Agent',
    url: 'https://undici.nodejs.org/#/docs/api/Agent',
  },
  'httpx.client': {
    title: 'HTTPX: clients',
    url: 'https://www.python-httpx.org/advanced/clients/',
  },
  'aws-lambda.proxy': {
    title: 'AWS Lambda: using Amazon RDS with Lambda',
    url: 'https://docs.aws.amazon.com/lambda/latest/dg/services-rds.html',
  },
  'psycopg2.pool': {
    title: 'psycopg2: connections pooling',
    url: 'https://www.psycopg.org/docs/pool.html',
  },
  'aiomysql.pool': {
    title: 'aiomysql: pool',
    url: 'https://aiomysql.readthedocs.io/en/stable/pool.html',
  },
  'redis-py.pool': {
    title: 'redis-py: connections',
    url: 'https://redis.readthedocs.io/en/stable/connections.html',
  },
  'tomcat.connector': {
    title: 'Apache Tomcat: the HTTP connector',
    url: 'https://tomcat.apache.org/tomcat-10.1-doc/config/http.html',
  },
  'tomcat-jdbc.pool': {
    title: 'Tomcat: the JDBC connection pool',
    url: 'https://tomcat.apache.org/tomcat-11.0-doc/jdbc-pool.html',
  },
  'c3p0.pool': {
    title: 'c3p0: configuration',
    url: 'https://www.mchange.com/projects/c3p0/#configuration_properties',
  },
  'gorm.pool': {
    title: 'GORM: connection pool',
    url: 'https://gorm.io/docs/generic_interface.html#Connection-Pool',
  },
  'mongoose.pool': {
    title: 'Mongoose: connection options',
    url: 'https://mongoosejs.com/docs/connections.html#options',
  },
  'typeorm.pool': {
    title: 'TypeORM: data source options',
    url: 'https://typeorm.io/docs/data-source/data-source-options',
  },
  'undici.pool': {
    title: 'undici: Pool',
    url: 'https://undici.nodejs.org/#/docs/api/Pool',
  },
} as const;
