import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED, type Ports } from '../../src/service/contracts/ports';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

/** Every way in which a file names another one, here one above the root or anywhere on the machine. */
const OUT = '../../../outside';
const REFERENCES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'nginx: include': {
    'nginx.conf': `events {}\nhttp {\n  include ${OUT}/a.conf;\n  include /etc/nginx/conf.d/*.conf;\n  include ../*.conf;\n  server { listen 80; include ${OUT}/*.conf; root /srv; }\n}\n`,
  },
  'kustomize: every field that names a file': {
    'k/kustomization.yaml': `resources: [${OUT}, ${OUT}/a.yaml, /etc/a.yaml]\nbases: [${OUT}/base]\ncomponents: [${OUT}/component]\npatches: [{ path: ${OUT}/patch.yaml }]\npatchesStrategicMerge: [${OUT}/merge.yaml]\npatchesJson6902: [{ path: ${OUT}/json.yaml, target: { kind: Deployment, name: a } }]\nreplacements: [{ path: ${OUT}/replacement.yaml }]\nconfigurations: [${OUT}/configuration.yaml]\ncrds: [${OUT}/crd.yaml]\nopenapi: { path: ${OUT}/schema.json }\nconfigMapGenerator: [{ name: a, files: [${OUT}/a.txt, b=${OUT}/b.txt], envs: [${OUT}/a.env] }]\nsecretGenerator: [{ name: a, env: ${OUT}/a.env }]\n`,
  },
  'compose: extends, include, env_file, build': {
    'compose.yaml': `include: [${OUT}/compose.yaml, { path: [/srv/compose.yaml], env_file: ${OUT}/.env }]\nservices:\n  web:\n    extends: { file: ${OUT}/compose.yaml, service: web }\n    env_file: [${OUT}/web.env, /etc/web.env, { path: ${OUT}/other.env, required: false }]\n    build: { context: ${OUT}, dockerfile: ${OUT}/Dockerfile }\n    volumes: ["${OUT}/redis.conf:/etc/redis.conf", "/etc/passwd:/x"]\n    configs: [settings]\n    command: sh ${OUT}/start.sh\nconfigs: { settings: { file: ${OUT}/settings.conf } }\n`,
  },
  'Dockerfile: copies and commands': {
    Dockerfile: `FROM node:20\nCOPY ${OUT}/start.sh /start.sh\nADD ${OUT} /app\nENV CONFIG=${OUT}/a.json\nENTRYPOINT ["/start.sh"]\nCMD ["node", "${OUT}/server.js"]\n`,
  },
  'shell: source and programs': {
    'start.sh': `#!/bin/sh\n. ${OUT}/env.sh\nsource /etc/profile\nexec gunicorn -c ${OUT}/gunicorn.py app:app\nnode ${OUT}/server.js\n`,
  },
  'code: imports': {
    'src/db.ts': `import { pool } from '${OUT}/db';\nimport config from '/etc/config.json';\nexport const run = () => pool.query('SELECT 1');\nrequire('${OUT}/other');\n`,
    'tsconfig.json': `{ "extends": "${OUT}/tsconfig.json", "compilerOptions": { "paths": { "@/*": ["${OUT}/*"] } }, "references": [{ "path": "${OUT}" }] }`,
    'src/alias.ts':
      "import { pool } from '@/db';\nexport const run = () => pool.query('SELECT 1');\n",
    'package.json': `{ "name": "a", "workspaces": ["${OUT}/*"], "main": "${OUT}/index.js", "scripts": { "start": "node ${OUT}/server.js" } }`,
    'app/db.py': 'from ....outside import pool\nfrom psycopg_pool import ConnectionPool\n',
    'go.mod': `module a\nreplace b => ${OUT}/b\n`,
    'main.go': 'package main\nimport ("database/sql"; "b/db")\nvar x *sql.DB = db.Open()\n',
  },
  'Terraform: modules, variables, templates': {
    'main.tf': `module "web" {\n  source = "${OUT}/module"\n}\nlocals {\n  a = file("${OUT}/a.txt")\n  b = templatefile("/etc/b.tpl", {})\n}\nresource "aws_autoscaling_group" "a" {\n  min_size = 1\n  max_size = 2\n}\n`,
    'terraform.tfvars': `source = "${OUT}"\n`,
  },
  'processes: settings and files of the environment': {
    Procfile: `web: gunicorn -c ${OUT}/gunicorn.py app:app\n`,
    'ecosystem.config.js': `module.exports = { apps: [{ script: '${OUT}/server.js', cwd: '${OUT}' }] };\n`,
    'web.service': `[Service]\nEnvironmentFile=/etc/web.env\nEnvironmentFile=-${OUT}/web.env\nExecStart=/usr/bin/node ${OUT}/server.js\n`,
    'supervisord.conf': `[include]\nfiles = ${OUT}/*.conf\n[program:web]\ncommand=node ${OUT}/server.js\ndirectory=${OUT}\n`,
    'pgbouncer.ini': `%include ${OUT}/other.ini\n[databases]\na = host=db\n[pgbouncer]\nauth_file = /etc/userlist.txt\n`,
    'my.cnf': `!include ${OUT}/my.cnf\n!includedir /etc/mysql/conf.d\n[mysqld]\nmax_connections = 100\n`,
    'application.yml': `spring:\n  config:\n    import: "file:${OUT}/application.yml"\n  datasource: { hikari: { maximum-pool-size: 5 } }\n`,
  },
  'charts: values and templates': {
    'chart/Chart.yaml': `apiVersion: v2\nname: a\nversion: 1.0.0\ndependencies: [{ name: b, repository: "file://${OUT}/b" }]\n`,
    'chart/values.yaml': 'replicas: 1\n',
    'chart/templates/web.yaml': `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\nspec: { replicas: {{ .Files.Get "${OUT}/a" }} }\n`,
  },
  'headroom.yaml': {
    'headroom.yaml': `root: true\nenvironments: { prod: ["${OUT}/**", "/etc/**"] }\nignore: ["${OUT}/**", { file: "${OUT}/a.yaml", rule: "nginx/gzip-off", reason: "x" }]\n`,
    'headroom-checklist.yaml': `items: {}\n`,
    '.gitignore': `${OUT}\n`,
    'a.conf': 'upstream a { server 10.0.0.1:80; server 10.0.0.1:80; }\n',
  },
};

/** Ports that note what is asked of the disk. */
function recording(files: Map<string, string>, asked: string[]): Ports {
  const ports = memoryPorts(files);
  const { workspace } = ports;
  return {
    ...ports,
    workspace: {
      ...workspace,
      files(root, token) {
        asked.push(root);
        return workspace.files(root, token);
      },
      read(uri) {
        asked.push(uri);
        return workspace.read(uri);
      },
      exists(uri) {
        asked.push(uri);
        return workspace.exists(uri);
      },
    },
  };
}

describe('nothing outside the root is read, whatever a file names', () => {
  for (const [name, texts] of Object.entries(REFERENCES)) {
    it(name, async () => {
      const asked: string[] = [];
      const files = new Map(Object.entries(texts));
      const service = createService(recording(files, asked));
      await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
      for (const [path, text] of files) {
        const uri = uriOf(path);
        service.open({ uri, languageId: '', version: 1, text });
        await service.diagnostics(uri, NEVER_CANCELLED);
        await service.codeLenses(uri);
        await service.diagram(uri, NEVER_CANCELLED);
        for (let line = 0; line < text.split('\n').length; line++) {
          const position = { line, character: 12 };
          await service.hover(uri, position, NEVER_CANCELLED);
          await service.definition(uri, position);
          await service.completion(uri, position);
        }
      }
      await service.capacity(ROOT);
      await service.checklist(ROOT);
      await service.builds(ROOT);
      assert.ok(asked.length > files.size);
      assert.deepEqual(
        asked.filter((uri) => !isInside(uri)),
        [],
      );
    });
  }
});

/** Within the root, also when somebody follows the dots. */
function isInside(uri: string): boolean {
  const { href } = new URL(uri);
  return href === ROOT || href.startsWith(`${ROOT}/`);
}
