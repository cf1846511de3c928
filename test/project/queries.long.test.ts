import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

const HPA = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: api }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }
  minReplicas: 3
  maxReplicas: 10
`;
const DB = "import pg from 'pg';\nexport const pool = new pg.Pool({ max: 5 });\n";
const USERS =
  "import { pool } from './db';\nexport async function one(id: string) {\n  const client = await pool.connect();\n  await client.query('SELECT name FROM users WHERE id = $1', [id]);\n}\n";

const PROJECT: Readonly<Record<string, string>> = {
  'headroom.yaml': 'root: true\n',
  'nginx.conf': 'events {}\nhttp {\n  include conf.d/*.conf;\n}\n',
  'conf.d/shop.conf': 'server {\n  listen 80;\n}\n',
  'k8s/hpa.yaml': HPA,
  'k8s/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  template:
    spec: { containers: [{ name: web, image: 'example/web:1' }] }
`,
  'package.json': '{ "name": "shop", "dependencies": { "pg": "^8.0.0" } }\n',
  'src/db.ts': DB,
  'src/users.ts': USERS,
};

/** A file and the text it gets. */
type Edit = readonly [path: string, text: string];

const TOUCHED: Edit = ['k8s/hpa.yaml', HPA];
const COMMENT: Edit = ['k8s/hpa.yaml', `# moved\n${HPA}`];
const NUMBER: Edit = ['k8s/hpa.yaml', HPA.replace('10', '12')];
const RULE_OFF: Edit = ['headroom.yaml', 'root: true\nrules: { nginx/gzip-off: off }\n'];
const SECOND_POOL: Edit = ['src/db.ts', `${DB}export const other = new pg.Pool({ max: 7 });\n`];
const CODE_COMMENT: Edit = ['src/db.ts', `// moved\n${DB}`];

/** For each query an edit after which it is not computed again, and one after which it is. */
const QUERIES: Readonly<Record<string, readonly [unrelated: Edit, consumed: Edit]>> = {
  recognised: [RULE_OFF, COMMENT],
  analysed: [RULE_OFF, COMMENT],
  facts: [RULE_OFF, COMMENT],
  language: [NUMBER, ['k8s/hpa.yaml', 'a: 1\n']],
  file: [TOUCHED, COMMENT],
  files: [NUMBER, ['k8s/hpa.yaml', 'a: 1\n']],
  figures: [RULE_OFF, ['headroom.yaml', 'root: true\ntargets: { nginx: "1.24" }\n']],
  settings: [RULE_OFF, ['headroom.yaml', 'root: true\ntargets: { nginx: "1.24" }\n']],
  nestedRoots: [RULE_OFF, ['k8s/headroom.yaml', 'root: true\n']],
  paths: [NUMBER, ['conf.d/other.conf', 'server {\n  listen 81;\n}\n']],
  mentions: [NUMBER, ['src/users.ts', `// moved\n${USERS}`]],
  manifest: [NUMBER, ['package.json', '{ "name": "other" }\n']],
  manifests: [CODE_COMMENT, ['package.json', '{ "name": "other" }\n']],
  imports: [CODE_COMMENT, ['src/users.ts', USERS.replace('./db', './other')]],
  offers: [CODE_COMMENT, SECOND_POOL],
  offered: [CODE_COMMENT, SECOND_POOL],
  analysis: [RULE_OFF, COMMENT],
  members: [NUMBER, ['k8s/hpa.yaml', 'a: 1\n']],
  plans: [NUMBER, ['nginx.conf', 'events {}\nhttp {\n  include other/*.conf;\n}\n']],
  unit: [NUMBER, ['conf.d/shop.conf', 'server {\n  listen 81;\n}\n']],
  entries: [COMMENT, NUMBER],
  'entries of files': [COMMENT, NUMBER],
  'entries of a kind': [COMMENT, NUMBER],
  'join: autoscalers': [COMMENT, NUMBER],
  'join: workloads': [COMMENT, NUMBER],
  'join: built images': [NUMBER, ['Dockerfile', 'FROM node:22\nCOPY . .\n']],
  environments: [COMMENT, ['overlays/prod/hpa.yaml', HPA]],
  reports: [COMMENT, NUMBER],
  'reports of a part': [COMMENT, NUMBER],
  findings: [TOUCHED, COMMENT],
};

describe('a query of a project', () => {
  for (const [name, [unrelated, consumed]] of Object.entries(QUERIES)) {
    it(`${name}: is reused after an unrelated edit, and computed after one it asked for`, async () => {
      const files = new Map(Object.entries(PROJECT));
      const service = createService(memoryPorts(files));
      const computed = async () => {
        await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
        return service.counters().queries.get(name) ?? 0;
      };
      const edit = ([path, text]: Edit) => {
        files.set(path, text);
        service.fileChanged(uriOf(path));
      };
      const first = await computed();
      assert.ok(first > 0, 'is computed at first');
      edit(unrelated);
      assert.equal(await computed(), first, 'is reused');
      edit(consumed);
      assert.ok((await computed()) > first, 'is computed again');
    });
  }
});
