import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import type { Handle } from '../../../languages/application-code/handle';
import { poolOf } from '../../../languages/application-code/handles';
import type { ApplicationModel } from '../../../languages/application-code/model';

export default defineRule({
  id: 'pool/transaction-on-pool',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Transaction on a pool',
  summary: 'A transaction is begun on a pool, where each statement may take another connection.',
  citations: ['node-postgres.transactions', 'go.transactions'],
  practices: [],
  checklist: [],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    const { uses, handles, grammar } = application;
    for (const use of uses.all) {
      if (!RUNS.test(use.method)) continue;
      const handle = handles.of(use.receiver, use) ?? poolOfProject(application, use.receiver);
      const sql = use.arguments.find(({ string }) => string !== null);
      const word = CONTROL.exec(sql?.string ?? '')?.[1];
      if (handle?.kind !== 'pool' || !sql || !word) continue;
      if (isAlone(application, use.receiver)) continue;
      const own =
        grammar === 'go'
          ? 'Begin one with BeginTx'
          : 'Take one connection and use it for the whole transaction';
      report({
        // What the project's own file exports as a pool may be more than that.
        severity: handle.module === PROJECT ? 'warning' : 'error',
        at: { at: sql.at, path: `/uses/${sql.at.start}` },
        message: `${use.receiver} is a pool (${handle.title}): ${word.toUpperCase()} may run on another connection than the statements around it, so they are not one transaction. ${own}.`,
      });
    }
  },
});

const CONTROL =
  /^\s*(BEGIN|START\s+TRANSACTION|COMMIT|ROLLBACK)\b(?:[\s;]*\w+(?:\s+\w+){0,5})?[\s;]*$/i;

const RUNS = /^(?:query|execute|Exec|ExecContext)$/;

/** A pool of one connection gives every statement the same. */
function isAlone(application: ApplicationModel, receiver: string): boolean {
  const pool = poolOf(application, receiver);
  if (pool) return valueOf(pool.max) === 1;
  return application.handles.of(receiver)?.elsewhere?.single === true;
}

const PROJECT = 'a file of this project';

/** Something called a pool that comes from a file of the project and is given SQL. */
function poolOfProject({ uses }: ApplicationModel, receiver: string): Handle | undefined {
  const module = uses.imports.get(receiver)?.module ?? '';
  if (!/^(?:\.|@\/|~)/.test(module) || !/^(?:pool|\w+Pool)$/.test(receiver)) return undefined;
  return { kind: 'pool', title: `from ${module}`, module: PROJECT };
}
