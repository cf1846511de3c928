import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { poolSettings } from '../../src/service/languages/pool-settings';
import { analysed } from '../support/analysed';

/** What Django's settings open for each thread, and where to. */
async function databases(text: string): Promise<readonly string[]> {
  const { facts } = await analysed(poolSettings, {
    uri: 'file:///p/shop/settings.py',
    path: 'shop/settings.py',
    text,
  });
  return facts.flatMap((fact) => {
    if (fact.kind !== 'pool' || !fact.perThread) return [];
    const { target } = fact;
    const where =
      target?.state === 'known'
        ? target.value
        : target?.state === 'unknown' && target.reference
          ? `${target.reference.name}, else ${target.reference.fallback}`
          : 'not known';
    return [`${fact.path} ${fact.engine} ${where}`];
  });
}

describe('databases of Django without a pool', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    [
      'a dictionary',
      'DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": os.environ.get("DB_HOST", "db")}}\n',
      ['/DATABASES/default postgres DB_HOST, else db'],
    ],
    [
      'a host that is written',
      'DATABASES = {\n    "default": {"ENGINE": "django.db.backends.mysql", "HOST": "mysql.internal"},\n}\n',
      ['/DATABASES/default mysql mysql.internal'],
    ],
    [
      'dj_database_url',
      'DATABASES = {"default": dj_database_url.config(conn_max_age=60)}\n',
      ['/DATABASES/default unknown DATABASE_URL, else null'],
    ],
    [
      'dj_database_url, assigned',
      'DATABASES = {}\nDATABASES["default"] = dj_database_url.config(env="DB_URL", default="postgres://db/shop")\n',
      ['/DATABASES/default postgres DB_URL, else postgres://db/shop'],
    ],
    [
      'a dictionary by its key, which replaces what was there',
      'DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3"}}\nDATABASES["default"] = {"ENGINE": "django.db.backends.mysql", "HOST": "db-1"}\n',
      ['/DATABASES/default mysql db-1'],
    ],
    [
      'one key, later',
      'DATABASES = {"default": {"ENGINE": "django.db.backends.mysql", "HOST": "db-1"}}\nDATABASES["default"]["HOST"] = os.environ["DB_HOST"]\n',
      ['/DATABASES/default mysql DB_HOST, else null'],
    ],
    [
      'brackets in comments and texts, and a text of three quotes',
      'ABOUT = """}"""\nDATABASES = {  # }\n    "default": {"NAME": "a}b", # "HOST": "old"\n    "ENGINE": "django.db.backends.mysql", "HOST": "db-1"}}\n',
      ['/DATABASES/default mysql db-1'],
    ],
    [
      'django-environ',
      'DATABASES = {"default": env.db(), "reports": env.db("REPORTS_URL")}\n',
      [
        '/DATABASES/default unknown DATABASE_URL, else null',
        '/DATABASES/reports unknown REPORTS_URL, else null',
      ],
    ],
    [
      'a file beside the code',
      'DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}}\n',
      [],
    ],
    [
      'a pool of psycopg',
      'DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "OPTIONS": {"pool": {"max_size": 8}}}}\n',
      [],
    ],
  ];
  for (const [name, text, expected] of cases) {
    it(name, async () => assert.deepEqual(await databases(text), expected));
  }
});
