import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { createProjects } from '../../src/service/project/projects';
import { RULES } from '../../src/service/rules';
import { memoryPorts, ROOT } from '../support/memory';

type Files = Readonly<Record<string, string>>;

/** The workloads that the ways of nginx lead to, by the files of the ways, in an environment. */
async function ways(files: Files, environment: string | null): Promise<readonly string[]> {
  const projects = createProjects(memoryPorts(new Map(Object.entries(files))), RULES);
  const project = await projects.ofFolder(ROOT);
  await project.index(NEVER_CANCELLED);
  return project.ask(
    () =>
      project
        .architecture(environment)
        .system.routes.map(
          ({ file, workloads }) => `${file} → ${workloads.map(({ file }) => file).join()}`,
        ),
    [],
  );
}

const PROXY =
  'events {}\nhttp {\n  upstream app { server web:3000; }\n  server { location / { proxy_pass http://app; } }\n}\n';
const DEPLOYMENT =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  selector: { matchLabels: { app: web } }\n  template:\n    metadata: { labels: { app: web } }\n    spec:\n      containers: [{ name: web, image: "registry.example.com/clinic:1" }]\n---\napiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { selector: { app: web }, ports: [{ port: 3000 }] }\n';
const KUSTOMIZED: Files = {
  'clinic/deploy/overlays/prod/kustomization.yaml': 'resources: [web.yaml]\n',
  'clinic/deploy/overlays/prod/web.yaml': DEPLOYMENT,
};

describe('a service of the same name', () => {
  it('is another one for the nginx of a package of which nothing is deployed here', async () => {
    const files: Files = {
      ...KUSTOMIZED,
      'clinic/pyproject.toml': '[project]\nname = "clinic"\n',
      'market/Gemfile': 'gem "rails"\n',
      'market/nginx.conf': PROXY,
      'market/compose.yml': 'services:\n  web: { image: "market:1" }\n',
    };
    assert.deepEqual(await ways(files, 'prod'), ['market/nginx.conf → ']);
  });

  it('is meant by an nginx that belongs to no package, or to what is deployed', async () => {
    const target = 'clinic/deploy/overlays/prod/web.yaml';
    const ofNone: Files = {
      ...KUSTOMIZED,
      'clinic/pyproject.toml': '[project]\nname = "clinic"\n',
      'nginx/nginx.conf': PROXY,
    };
    assert.deepEqual(await ways(ofNone, 'prod'), [`nginx/nginx.conf → ${target}`]);
    const ofIts: Files = {
      ...KUSTOMIZED,
      'clinic/pyproject.toml': '[project]\nname = "clinic"\n',
      'clinic/ops/nginx.conf': PROXY,
    };
    assert.deepEqual(await ways(ofIts, 'prod'), [`clinic/ops/nginx.conf → ${target}`]);
  });

  it('is meant by the nginx that the image of another service takes in', async () => {
    const files: Files = {
      'frontend/package.json': '{ "name": "frontend" }',
      'frontend/nginx.conf': PROXY,
      'frontend/Dockerfile': 'FROM nginx:1.27\nCOPY nginx.conf /etc/nginx/nginx.conf\n',
      'backend/package.json': '{ "name": "backend" }',
      'backend/Dockerfile': 'FROM node:22\nCOPY . .\nCMD ["node", "server.js"]\n',
      'backend/server.js': 'require("http").createServer().listen(3000);\n',
      'compose.yml': 'services:\n  frontend: { build: frontend }\n  web: { build: backend }\n',
    };
    assert.deepEqual(await ways(files, null), ['frontend/nginx.conf → compose.yml']);
  });
});
