import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'capacity/go-handles-unbounded',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Go handle without a limit',
  summary: 'A server of Go opens a database handle, and nothing in the project limits it.',
  citations: ['go.pool', 'guide.connection-pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: [],
  needs: ['closed-world'],
  defersTo: ['pool/go-unbounded'],
  check({ architecture }, report) {
    const handles = architecture
      .of('pool')
      .filter(
        ({ fact: { library, engine, max, code } }) =>
          /^(?:database\/sql|gorm\.io\/gorm)$/.test(library ?? '') &&
          /^(?:postgres|mysql|mariadb|mssql)$/.test(engine) &&
          max.state !== 'known' &&
          code?.role !== 'program',
      );
    if (handles.length === 0 || architecture.of('handle-limit').length > 0) return;
    // A tool that runs once asks one thing at a time.
    if (!architecture.of('route').some(({ file }) => file.endsWith('.go'))) return;
    for (const { fact, uri } of handles) {
      report({
        at: { uri, path: fact.path },
        message:
          'Nothing in the project calls SetMaxOpenConns, so this handle opens as many connections as there are requests, and the database refuses them to everybody. Set how many one process may open, where the handle is made.',
      });
    }
  },
});
