import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Manifests } from '../../src/service/contracts/linking';
import { linking } from '../../src/service/languages/application-code/linking';

/** The version that a file of a project finds for a module. */
function versionIn(files: Readonly<Record<string, string>>, module: string, from: string) {
  const read = new Map(
    Object.entries(files).map(([path, text]) => {
      assert.ok(linking.isManifest(path), path);
      return [path, linking.readManifest(path, text)];
    }),
  );
  const manifests: Manifests = {
    has: (path) => read.has(path),
    at: (path) => read.get(path),
    inFolder: () => [],
    named: () => [],
  };
  return linking.versionOf(module, from, manifests);
}

const HIKARI = 'com.zaxxer.hikari';
const JAVA = 'shop/src/main/java/shop/Db.java';

describe('the version of a library, by what a project declares', () => {
  const cases: readonly (readonly [
    string,
    Record<string, string>,
    string,
    string,
    string | undefined,
  ])[] = [
    [
      'requirements',
      { 'requirements.txt': '# x\nSQLAlchemy[asyncio] == 1.4.46  # y\n' },
      'sqlalchemy',
      'app/db.py',
      '1.4.46',
    ],
    [
      'a range',
      { 'requirements.txt': 'sqlalchemy>=1.4,<3\n' },
      'sqlalchemy',
      'app/db.py',
      undefined,
    ],
    [
      'a name in another spelling',
      { 'requirements.txt': 'Psycopg_Pool~=3.1\n' },
      'psycopg_pool',
      'db.py',
      '3.1',
    ],
    [
      'a lock before what is asked for',
      {
        'pyproject.toml': '[project]\ndependencies = [\n  "sqlalchemy==1.4.0",\n]\n',
        'poetry.lock': '[[package]]\nname = "sqlalchemy"\nversion = "2.0.36"\n',
      },
      'sqlalchemy',
      'app/db.py',
      '2.0.36',
    ],
    [
      'uv',
      {
        'api/uv.lock':
          '[[package]]\nname = "redis"\nversion = "5.0.8"\nsource = { registry = "x" }\n',
      },
      'redis.asyncio',
      'api/app/cache.py',
      '5.0.8',
    ],
    [
      'a table of poetry',
      {
        'pyproject.toml':
          '[tool.poetry.dependencies]\npython = "^3.12"\npymongo = { extras = ["srv"], version = "^4.6" }\n',
      },
      'pymongo',
      'db.py',
      '^4.6',
    ],
    [
      'Maven',
      {
        'pom.xml':
          '<project><properties><hikari.version>5.1.0</hikari.version></properties><dependencies><dependency>\n<groupId>com.zaxxer</groupId>\n<artifactId>HikariCP</artifactId>\n<version>${hikari.version}</version>\n</dependency></dependencies></project>',
      },
      HIKARI,
      JAVA,
      '5.1.0',
    ],
    [
      'Maven without a version',
      {
        'pom.xml':
          '<dependency><groupId>com.zaxxer</groupId><artifactId>HikariCP</artifactId></dependency>',
      },
      HIKARI,
      JAVA,
      undefined,
    ],
    [
      'Gradle',
      {
        'shop/build.gradle':
          'def hikari = \'4.0.3\'\ndependencies { implementation "com.zaxxer:HikariCP:$hikari" }\n',
      },
      HIKARI,
      JAVA,
      '4.0.3',
    ],
    [
      'Gradle in Kotlin',
      { 'build.gradle.kts': 'dependencies { implementation("com.alibaba:druid:1.2.20") }' },
      'com.alibaba.druid.pool',
      JAVA,
      '1.2.20',
    ],
    [
      'a catalogue',
      {
        'gradle/libs.versions.toml':
          '[versions]\nhikari = "5.0.1"\n[libraries]\nhikari = { module = "com.zaxxer:HikariCP", version.ref = "hikari" }\n',
      },
      HIKARI,
      JAVA,
      '5.0.1',
    ],
    [
      'the nearest file',
      {
        'pom.xml':
          '<dependency><groupId>com.zaxxer</groupId><artifactId>HikariCP</artifactId><version>3.4.5</version></dependency>',
        'shop/pom.xml':
          '<dependency><groupId>com.zaxxer</groupId><artifactId>HikariCP</artifactId><version>5.1.0</version></dependency>',
      },
      HIKARI,
      JAVA,
      '5.1.0',
    ],
    ["Go's path", {}, 'github.com/jackc/pgx/v4/pgxpool', 'db.go', '4'],
    ['Go without one', {}, 'github.com/jmoiron/sqlx', 'db.go', undefined],
  ];
  for (const [name, files, module, from, expected] of cases) {
    it(name, () => assert.equal(versionIn(files, module, from), expected));
  }
});
