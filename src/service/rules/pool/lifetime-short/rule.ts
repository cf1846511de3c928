import { defineRule } from '../../../contracts/rule';
import { shortLifetimes } from '../../../languages/application-code/short-lifetimes';

export default defineRule({
  id: 'pool/lifetime-short',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Connections closed after seconds',
  summary: 'Connections of a pool are closed a few seconds after they were opened.',
  citations: ['go.pool', 'guide.connection-pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const { at, option, seconds } of shortLifetimes(application)) {
      const lived = seconds === 1 ? '1 second' : `${seconds} seconds`;
      report({
        at: { at, path: `/lifetimes/${at.start}` },
        message: `${option} closes each connection ${lived} after it was opened: under load the pool opens new ones all the time, and the database spends its time with logins. Let them live for minutes, and less than what closes them from the other side.`,
      });
    }
  },
});
