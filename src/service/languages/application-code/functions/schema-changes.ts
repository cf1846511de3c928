import type { SchemaChange } from '../../../contracts/fact';
import type { Use, Uses } from '../uses';

/** A call by which a program changes the schema of its database itself. */
interface Form extends SchemaChange {
  readonly method: RegExp;
  /** What stands before the dot; empty for a function that is called by its name. */
  readonly receiver: RegExp;
  /** What the file imports where the names alone could be anybody's. */
  readonly module?: RegExp;
  /** What an argument says, where the call does more than this. */
  readonly given?: RegExp;
}

/** Whether each tool keeps two of its kind from running at once is as its documentation or source says. */
const FORMS: readonly Form[] = [
  // JavaScript
  form('migrate', 'migrate.latest of knex', true, /^latest$/, /(?:^|\.)migrate$/),
  {
    ...form('synchronize', 'sync of Sequelize', false, /^sync$/, /(?:^|\.)sequelize$/i),
    given: /\b(?:alter|force)\b/,
  },
  form('create', 'sync of Sequelize', false, /^sync$/, /(?:^|\.)sequelize$/i),
  form(
    'migrate',
    'runMigrations of TypeORM',
    false,
    /^runMigrations$/,
    /(?:data_?source|connection)$/i,
  ),
  {
    ...form('migrate', 'migrate of Drizzle', false, /^migrate$/, /^$/),
    module: /^drizzle-orm\/.*migrator$/,
  },
  { ...form('migrate', 'up of Umzug', false, /^up$/, /umzug|migrator/i), module: /^umzug$/ },
  form('migrate', 'the migrator of MikroORM', false, /^up$/, /getMigrator\(\)$/),
  form('synchronize', 'MikroORM', false, /^updateSchema$/, /[gG]enerator(?:\(\))?$/),
  // Python
  form('create', 'create_all of SQLAlchemy', false, /^create_all$/, /(?:^|\.)(?:metadata|db)$/),
  {
    ...form('create', 'create_all of SQLAlchemy', false, /^run_sync$/, /./),
    given: /\.create_all$/,
  },
  {
    ...form('migrate', 'upgrade of Alembic', false, /^upgrade$/, /(?:^|\.)command$/),
    module: /^alembic/,
  },
  {
    ...form('migrate', 'upgrade of Flask-Migrate', false, /^upgrade$/, /^$/),
    module: /^flask_migrate$/,
  },
  {
    ...form('migrate', 'migrate of Django', false, /^call_command$/, /^(?:management)?$/),
    given: /^["']migrate["']/,
  },
  // Go
  { ...form('migrate', 'AutoMigrate of GORM', false, /^AutoMigrate$/, /./), given: /^&/ },
  {
    ...form('migrate', 'goose', false, /^Up(?:Context)?$/, /^goose$/),
    module: /^github\.com\/pressly\/goose\b/,
  },
  {
    ...form('migrate', 'golang-migrate', true, /^(?:Up|Migrate)$/, /./),
    module: /^github\.com\/golang-migrate\/migrate\b/,
  },
  form('migrate', 'Schema.Create of ent', false, /^Create$/, /\.Schema$/),
];

function form(
  what: SchemaChange['what'],
  call: string,
  locks: boolean,
  method: RegExp,
  receiver: RegExp,
): Form {
  return { what, call, locks, method, receiver };
}

/** The methods of all forms, asked first: nearly every call is none of them. */
const METHODS =
  /^(?:latest|sync|runMigrations|migrate|up|updateSchema|create_all|run_sync|upgrade|call_command|AutoMigrate|Up(?:Context)?|Migrate|Create)$/;

/** What a call changes of the schema; `undefined` for any other call. */
export function schemaChangeOf(use: Use, { imports }: Uses): SchemaChange | undefined {
  if (!METHODS.test(use.method)) return undefined;
  const found = FORMS.find(
    ({ method, receiver, module, given }) =>
      method.test(use.method) &&
      receiver.test(use.receiver) &&
      (given === undefined || use.arguments.some(({ text }) => given.test(text))) &&
      (module === undefined || [...imports.values()].some((each) => module.test(each.module))),
  );
  return found && { what: found.what, call: found.call, locks: found.locks };
}
