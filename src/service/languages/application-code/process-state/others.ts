import type { EntrySource } from '../entries/entry';
import { moduleOf, type StateUse } from './state';

/** Words of code that makes sure that one of several does it. */
const ONCE = /lock|leader|mutex/i;

/** What code of Go keeps in its process: sessions without a store, schedules. */
export function stateOfGo(source: EntrySource): readonly StateUse[] {
  const text = source.root?.text ?? '';
  const found: StateUse[] = [];
  for (const use of source.uses.all) {
    const module = moduleOf(use, source) ?? '';
    if (/^github\.com\/alexedwards\/scs\//.test(module) && use.method === 'New') {
      const store = /\.Store\s*=(?!=)/.test(text) ? 'shared' : 'memory';
      found.push({ what: 'session', library: 'scs', store, at: use.methodAt });
    } else if (/\/sessions$/.test(module) && use.method === 'NewFilesystemStore') {
      found.push({
        what: 'session',
        library: 'gorilla/sessions',
        store: 'disk',
        at: use.methodAt,
      });
    } else if (/\/sessions\/memstore$/.test(module) && use.method === 'NewStore') {
      found.push({ what: 'session', library: 'memstore', store: 'memory', at: use.methodAt });
    } else if (/^github\.com\/robfig\/cron\b/.test(module) && use.method === 'New') {
      found.push({
        what: 'timer',
        library: 'robfig/cron',
        store: ONCE.test(text) ? 'unknown' : 'memory',
        at: use.methodAt,
      });
    }
  }
  return found;
}

/** What code of Java keeps in its process: what Spring starts by a calendar. */
export function stateOfJava(source: EntrySource): readonly StateUse[] {
  const text = source.root?.text ?? '';
  const broker = source.uses.all.find(({ method }) => method === 'enableSimpleBroker');
  if (broker) {
    const library = 'the simple broker of Spring';
    return [{ what: 'socket.io', library, store: 'memory', at: broker.methodAt }];
  }
  const match = /@Scheduled\s*\(\s*cron\s*=/.exec(text);
  if (!match || ![...source.uses.imports.values()].length) return [];
  return [
    {
      what: 'timer',
      library: '@Scheduled',
      store: ONCE.test(text) ? 'unknown' : 'memory',
      at: { start: match.index, end: match.index + '@Scheduled'.length },
    },
  ];
}
