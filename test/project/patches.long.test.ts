import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import type { HeadroomService } from '../../src/service/contracts/service';
import { RULES } from '../../src/service/rules';
import { expectedOf, inputsOf, parseExamples } from '../support/examples';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

/** A patch of something that is not read: it may be laid over anything. */
const UNREAD = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: nothing\n';
/** Patches of objects that no example has. */
const OTHERS = [
  'apiVersion: v1\nkind: Service\nmetadata:\n  name: nothing\nspec: {}\n',
  'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  name: nothing\nspec: {}\n',
  'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: nothing\nspec: {}\n',
];

const shared = RULES.filter(({ scope }) => scope === 'project');
const heard = new Set<string>();

describe('a kustomize patch that becomes another kind', () => {
  for (const rule of shared) {
    it(`is heard by ${rule.id}`, async () => {
      const page = readFileSync(`src/service/rules/${rule.id}/README.md`, 'utf8');
      const example = parseExamples(page).find((one) => expectedOf(one).length > 0);
      assert.ok(example);
      const files = built(inputsOf(example));
      for (const patch of [...OTHERS, ...patchesOf([...files.values()])]) {
        for (const texts of [
          [patch, UNREAD],
          [UNREAD, patch],
        ] as const) {
          const said = await edited(files, texts);
          assert.deepEqual(said.after, await fresh(files, texts[1]));
          const of = (findings: readonly string[]) =>
            findings.filter((finding) => finding.includes(` ${rule.id} `)).join('\n');
          if (of(said.before) !== of(said.after)) heard.add(rule.id);
        }
      }
    });
  }

  it('makes findings of other files come and go', () => {
    assert.ok(heard.size >= 12, [...heard].join(', '));
  });
});

/** The files of an example under a kustomization that lays a patch over them. */
function built(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const manifests = [...files.keys()].filter((path) => /\.ya?ml$/.test(path));
  const kustomization = `resources: [${manifests.join(', ')}]\npatches:\n  - path: patch.yaml\n`;
  return new Map([...files, ['kustomization.yaml', kustomization]]);
}

/** For each object of the texts a patch of it. */
function patchesOf(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) =>
    text.split(/^---$/m).flatMap((document) => {
      const [apiVersion] = /^apiVersion: .*$/m.exec(document) ?? [];
      const [kind] = /^kind: .*$/m.exec(document) ?? [];
      const [name] = /^ {2}name: .*$/m.exec(document) ?? [];
      if (!apiVersion || !kind || !name) return [];
      const spec = 'spec:\n  replicas: 3\n  minReplicas: 3\n  metrics: []\n';
      return [`${apiVersion}\n${kind}\nmetadata:\n${name}\n${spec}`];
    }),
  );
}

async function edited(
  files: ReadonlyMap<string, string>,
  [first, then]: readonly [string, string],
) {
  const texts = new Map([...files, ['patch.yaml', first]]);
  const service = createService(memoryPorts(texts));
  const before = await findingsOf(service);
  texts.set('patch.yaml', then);
  service.fileChanged(uriOf('patch.yaml'));
  return { before, after: await findingsOf(service) };
}

function fresh(files: ReadonlyMap<string, string>, patch: string): Promise<readonly string[]> {
  return findingsOf(createService(memoryPorts(new Map([...files, ['patch.yaml', patch]]))));
}

async function findingsOf(service: HeadroomService): Promise<readonly string[]> {
  const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
  return output.files.flatMap(({ path, findings }) =>
    findings.map(({ rule, severity, message, range }) =>
      [`${path}:${range.start.line}`, rule, severity, message].join(' '),
    ),
  );
}
