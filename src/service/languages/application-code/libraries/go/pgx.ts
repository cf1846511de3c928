import { connection, defineLibrary } from '../library';

/** pgx, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'pgx',
  language: 'go',
  modules: ['github.com/jackc/pgx/v5', 'github.com/jackc/pgx/v4'],
  engine: 'postgres',
  constructs: [connection('Connect'), connection('ConnectConfig')],
  options: [],
  unknownOption: 'unchecked',
  acquires: 'limited',
  minAboveMax: 'unchecked',
  handles: { Tx: 'connection', Conn: 'connection' },
  version: '5.7',
  source: 'pgx.pool',
});
