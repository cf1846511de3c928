import { defineLibrary, pool } from '../library';
import sqlalchemy from './sqlalchemy';

/** Flask-SQLAlchemy: an engine of SQLAlchemy, whose options stand in `engine_options`. */
export default defineLibrary({
  title: 'Flask-SQLAlchemy',
  language: 'python',
  modules: ['flask_sqlalchemy'],
  engine: 'unknown',
  constructs: [pool('SQLAlchemy', 'settings', ['engine_options'])],
  options: sqlalchemy.options,
  optionsSetting: 'SQLALCHEMY_ENGINE_OPTIONS',
  addressSetting: 'SQLALCHEMY_DATABASE_URI',
  unknownOption: 'unchecked',
  acquires: 'limited',
  snippet: {
    prefix: 'pool-flask-sqlalchemy',
    roles: ['max', 'overflow', 'acquireTimeout', 'lifetime'],
    lines: [
      'from flask_sqlalchemy import SQLAlchemy',
      '',
      'db = SQLAlchemy(',
      '    engine_options={',
      '        "@NAME": VALUE,',
      '        "pool_pre_ping": True,',
      '    }',
      ')',
    ],
  },
  version: '3.1',
  source: 'sqlalchemy.pool',
});
