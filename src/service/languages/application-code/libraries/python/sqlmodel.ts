import { defineLibrary } from '../library';

/** SQLModel: its sessions are those of SQLAlchemy. */
export default defineLibrary({
  title: 'SQLModel',
  language: 'python',
  modules: ['sqlmodel'],
  handles: { Session: 'connection' },
  sessions: ['Session'],
  version: '0.0.24',
  source: 'sqlalchemy.pool',
});
