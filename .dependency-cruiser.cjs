/** The layers of docs/architecture.md, enforced. Type-only imports count. */
module.exports = {
  forbidden: [
    {
      name: 'service-knows-no-node',
      comment: 'The service runs in browsers and workers: files come through the workspace port.',
      severity: 'error',
      from: { path: '^src/service' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'service-knows-no-adapter',
      comment: 'The editor and the command line adapt the service, never the other way round.',
      severity: 'error',
      from: { path: '^src/service' },
      to: { path: '^src/(cli|extension|webview)|^node_modules/(@types/)?vscode/' },
    },
    {
      name: 'only-the-extension-knows-the-editor',
      comment: 'Everything else must run where no editor is.',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/extension' },
      to: { path: '^node_modules/@types/vscode/' },
    },
    {
      name: 'only-the-command-line-knows-node',
      comment: 'The extension runs in web workers too.',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/cli' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'contracts-come-first',
      comment: 'Everything speaks the contracts; they speak of nothing else.',
      severity: 'error',
      from: { path: '^src/service/contracts' },
      to: {
        path: '^src/',
        pathNot: '^src/service/(contracts|citations|practices)',
      },
    },
    {
      name: 'rules-do-not-parse',
      comment: 'A rule reads the indexes of a model; walking a tree is the language’s business.',
      severity: 'error',
      from: { path: '^src/service/rules/[^/]+/[^/]+/' },
      to: { path: '(^src/service/(engine|project|features|fix)/)|/(parse|tokenize)\\.ts$' },
    },
    {
      name: 'rules-do-not-import-rules',
      comment: 'What two rules share lives with their language.',
      severity: 'error',
      from: { path: '^src/service/rules/([^/]+/[^/]+)/' },
      to: { path: '^src/service/rules/', pathNot: '^src/service/rules/$1/' },
    },
    {
      name: 'languages-stand-alone',
      comment: 'Only the registry knows all languages.',
      severity: 'error',
      from: { path: '^src/service/languages/([^/]+)/' },
      to: { path: '^src/service/languages/[^/]+/', pathNot: '^src/service/languages/($1|shared)/' },
    },
    {
      name: 'no-circles',
      comment: 'Imports follow the data, one way.',
      severity: 'error',
      from: { path: '^src' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
