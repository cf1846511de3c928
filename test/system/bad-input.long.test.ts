import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import type { System, SystemEdge } from '../../src/service/contracts/system';
import { capacityOf } from '../../src/service/features/capacity';
import type { Project } from '../../src/service/project/project';
import { createProjects } from '../../src/service/project/projects';
import { RULES } from '../../src/service/rules';
import { type Random, randomOf } from '../fuzz/random';
import { memoryPorts, ROOT } from '../support/memory';

const SYSTEMS = 'test/systems';

/** How many broken variants of each system are tried. */
const VARIANTS = 4;

type Files = ReadonlyMap<string, string>;

/** The files of a whole system, by their paths. */
function filesOf(name: string): Files {
  const files = new Map<string, string>();
  const root = join(SYSTEMS, name, 'files');
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(root, folder))) {
      const path = folder === '' ? entry : `${folder}/${entry}`;
      if (statSync(join(root, path)).isDirectory()) walk(path);
      else files.set(path, readFileSync(join(root, path), 'utf8'));
    }
  };
  walk('');
  return files;
}

/** One way to break a system; `null` where this one has nothing of the kind. */
type Breaking = (files: Files, random: Random) => Files | null;

const isYaml = (path: string) => /\.ya?ml$/.test(path);
const isDockerfile = (path: string) => /(?:^|\/)Dockerfile[^/]*$/.test(path);

function changed(files: Files, path: string, text: string): Files {
  return new Map([...files, [path, text]]);
}

function one(files: Files, wanted: (path: string, text: string) => boolean, random: Random) {
  const found = [...files].filter(([path, text]) => wanted(path, text));
  return found.length === 0 ? undefined : random.of(found);
}

const cut =
  (wanted: (path: string) => boolean): Breaking =>
  (files, random) => {
    const found = one(files, wanted, random);
    return found
      ? changed(files, found[0], found[1].slice(0, random.below(found[1].length)))
      : null;
  };

const BREAKINGS: Readonly<Record<string, Breaking>> = {
  'a Dockerfile that is cut': cut(isDockerfile),
  'a manifest that is cut': cut(isYaml),
  'any file that is cut': cut(() => true),
  'a service without an image': (files, random) => {
    const found = one(
      files,
      (path, text) => isYaml(path) && /^\s*(?:- )?image:/m.test(text),
      random,
    );
    if (!found) return null;
    return changed(files, found[0], found[1].replace(/^(\s*(?:- )?)image:.*$/m, '$1labels: {}'));
  },
  'a service whose build folder is not there': (files, random) => {
    const found = one(files, (path, text) => isYaml(path) && /^\s*build:/m.test(text), random);
    if (!found) return null;
    return changed(files, found[0], found[1].replace(/^(\s*)build:.*$/m, '$1build: ./nowhere'));
  },
  'objects that are written twice': (files, random) => {
    const found = one(files, (path, text) => isYaml(path) && /^kind:/m.test(text), random);
    if (!found) return null;
    return changed(files, found[0].replace(/[^/]+$/, 'zz-again.yaml'), found[1]);
  },
  'objects that are written twice in one file': (files, random) => {
    const found = one(files, (path, text) => isYaml(path) && /^kind:/m.test(text), random);
    return found ? changed(files, found[0], `${found[1]}\n---\n${found[1]}`) : null;
  },
  'a service that is written twice': (files, random) => {
    const found = one(files, (path, text) => isYaml(path) && /^services:/m.test(text), random);
    if (!found) return null;
    const [path, text] = found;
    const [, block] = /^services:\n((?: {2}[\s\S]*?\n)(?= {2}\S|\S|$))/m.exec(text) ?? [];
    return block
      ? changed(files, path, text.replace(/^services:\n/m, `services:\n${block}`))
      : null;
  },
  'services that wait for each other': (files, random) => {
    const found = one(files, (path, text) => isYaml(path) && /^services:/m.test(text), random);
    if (!found) return null;
    const names = [...found[1].matchAll(/^ {2}([a-z][\w-]*):$/gm)].map(([, name]) => name);
    const text = found[1].replace(
      /^ {2}([a-z][\w-]*):$/gm,
      (line, name) =>
        `${line}\n    links: [${names.filter((each) => each !== name).join(', ')}]\n    extends: { service: ${names.find((each) => each !== name) ?? name} }`,
    );
    return changed(files, found[0], text);
  },
  'a kustomization that takes itself': (files, random) => {
    const found = one(files, (path) => /kustomization\.ya?ml$/.test(path), random);
    return found ? changed(files, found[0], `${found[1]}\ncomponents: [., ../..]\n`) : null;
  },
  'a script that starts itself': (files, random) => {
    const found = one(files, (path) => path.endsWith('.sh'), random);
    if (!found) return null;
    const name = found[0].slice(found[0].lastIndexOf('/') + 1);
    return changed(files, found[0], `${found[1]}\nexec ./${name} "$@"\n`);
  },
  'a stage that is built from itself': (files, random) => {
    const found = one(files, isDockerfile, random);
    if (!found) return null;
    return changed(files, found[0], found[1].replace(/^FROM .*$/m, 'FROM build AS build'));
  },
  'a server that leads to itself': (files, random) => {
    const found = one(files, (path, text) => isYaml(path) && /postgres/.test(text), random);
    if (!found) return null;
    return changed(
      files,
      found[0],
      found[1]
        .replace(/(\/\/[^@\s"']*@)[\w.-]+/g, '$1pgbouncer')
        .replace(/max_connections/g, 'a=$(a)'),
    );
  },
};

async function projectOf(files: Files): Promise<Project> {
  const projects = createProjects(memoryPorts(new Map(files)), RULES);
  const project = await projects.ofFolder(ROOT);
  await project.index(NEVER_CANCELLED);
  return project;
}

const systemsOf = (project: Project) =>
  project.ask(
    () => project.environments().map((name) => project.architecture(name).system),
    [] as readonly System[],
  );

const keyOf = ({ kind, from, to }: SystemEdge) => `${kind} ${from} → ${to}`;

/** What stands in the graph, whatever was put in. */
function assertSound(system: System, where: string): void {
  const ids = new Set(
    [...system.workloads, ...system.stores, ...system.routes].map(({ id }) => id),
  );
  const scalers = new Set(system.workloads.flatMap(({ scaledBy }) => scaledBy?.name ?? []));
  for (const edge of system.edges) {
    assert.ok(
      ids.has(edge.from) || scalers.has(edge.from),
      `${where}: from nowhere: ${keyOf(edge)}`,
    );
    assert.ok(ids.has(edge.to), `${where}: to nowhere: ${keyOf(edge)}`);
    assert.notEqual(edge.from, edge.to, `${where}: to itself: ${keyOf(edge)}`);
  }
  assert.equal(
    new Set(system.workloads.map(({ id }) => id)).size,
    system.workloads.length,
    `${where}: an id that two workloads have`,
  );
  for (const { way, wayCertainty } of system.pools) {
    const servers = way.filter(({ kind }) => kind === 'store');
    assert.ok(
      wayCertainty === 'ambiguous' || servers.length < 2,
      `${where}: a pool of two servers`,
    );
    assert.equal(new Set(way).size, way.length, `${where}: a way that meets itself`);
  }
}

describe('a system that is broken', () => {
  for (const name of readdirSync(SYSTEMS).filter((each) => !each.includes('.'))) {
    it(`${name}: throws nowhere, and invents nothing`, async () => {
      const whole = filesOf(name);
      const before = await systemsOf(await projectOf(whole));
      const nodes = new Set(
        before.flatMap(({ workloads, stores, routes }) =>
          [...workloads, ...stores, ...routes].map(({ id }) => id),
        ),
      );
      const edges = new Set(before.flatMap((system) => system.edges.map(keyOf)));
      const random = randomOf(7);
      for (const [how, breaking] of Object.entries(BREAKINGS)) {
        const times = how.includes('cut') ? VARIANTS : 1;
        for (let time = 0; time < times; time++) {
          const files = breaking(whole, random);
          if (!files) continue;
          const where = `${name}, ${how} (${time})`;
          const project = await projectOf(files);
          const systems = await systemsOf(project);
          for (const system of systems) {
            assertSound(system, where);
            // What is cut out of settings is another system: only that it is sound can be said.
            if (/manifest|any file/.test(how)) continue;
            for (const edge of system.edges) {
              const isKnown = nodes.has(edge.from) && nodes.has(edge.to);
              const isNew = isKnown && edge.certainty === 'stated' && !edges.has(keyOf(edge));
              assert.ok(!isNew, `${where}: ${keyOf(edge)} was not there`);
            }
          }
          const failed = await project.ask(
            () =>
              project
                .files()
                .flatMap(({ uri }) => project.findings(uri))
                .filter(({ rule }) => rule === 'headroom/internal'),
            [],
          );
          assert.deepEqual(failed, [], where);
          const capacity = await project.ask(() => capacityOf(project), null);
          for (const { rows } of capacity?.budgets ?? []) {
            for (const row of rows) assert.notEqual(row.wayCertainty, 'ambiguous', where);
          }
        }
      }
    });
  }
});
