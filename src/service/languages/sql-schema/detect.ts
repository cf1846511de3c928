import type { Detector } from '../../contracts/language';
import { MAKES_INDEX } from '../shared/code-indexes';
import { SAYS_ROLES } from './roles';

/** Schemas and migrations: they say which columns of a table have an index. */
export const sqlSchemaDetector: Detector = {
  id: 'sql-schema',
  mayBe: (path) => (PLACE.test(path) || isCode(path) || SOURCE.test(path)) && !ASIDE.test(path),
  detect({ path, text }) {
    if (!this.mayBe(path)) return false;
    if (isCode(path)) return !ASIDE.test(path) && SAYS_INDEX.test(text);
    if (SOURCE.test(path)) return MAKES_INDEX.test(text);
    // ClickHouse has a way of its own to find rows.
    return !CLICKHOUSE.test(text) && (DEFINES.test(text) || SAYS_ROLES.test(text));
  },
};

/** Whether it is a migration in another language, of which only the tables it names are taken. */
export function isCode(path: string): boolean {
  return CODE.test(path);
}

/** Whether it is code that makes an index wherever it stands: a script, a helper that is handed its database. */
export function isSource(path: string): boolean {
  return SOURCE.test(path);
}

const DEFINES = /\b(?:create|alter)\s+(?:\w+\s+){0,3}(?:table|index)\b/i;
const CLICKHOUSE = /\bengine\s*=\s*\w*(?:mergetree|distributed)\b/i;
const SAYS_INDEX =
  /\bcreate\s+(?:unique\s+)?index\b|\bprimary\s+key\b|\bunique\b|\badd\s+(?:index|unique|key|constraint|primary)\b|(?:create|add)_?(?:unique_?)?(?:index|constraint)|\.(?:index|unique|primary)\s*\(/i;
const CODE =
  /^(?=[\s\S]*[^/]\.(?:go|[cm]?[jt]s|py|java|kt|rb|php|cs|xml|ya?ml)$)(?:[\s\S]*\/)?(?:\w*migrations?|migrate|alembic|changelogs?)\//i;

const SOURCE = /[^/]\.(?:go|[cm]?[jt]sx?|py|java|kt|rb|php|cs)$/;

/** Where people keep them, or what they call them. */
const PLACE =
  /^(?=[\s\S]*[^/]\.sql$)(?:[\s\S]*\/)?(?:\w*migrations?|migrate|schemas?|db|database|sql|prisma|drizzle|flyway|ddl|init|docker-entrypoint-initdb\.d)\/|(?:^|\/)(?:\w*schema|structure|init|tables|roles|users|create\w*)\.sql$/i;

/** Schemas of tests, and what takes a migration back. */
const ASIDE =
  /(?:^|\/)(?:tests?|testing|testdata|__tests__|specs?|e2e|fixtures?|examples?|samples?|demos?|docs?|bench(?:marks?)?)\/|(?:[-./_])(?:down|undo|rollback|revert)\.sql$|(?:^|\/)U\d[^/]*\.sql$/i;
