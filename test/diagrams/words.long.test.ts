import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createService, useDrawingWords } from '../../src/service';
import type { Drawing, DrawingBox } from '../../src/service/contracts/drawing';
import type { Graph } from '../../src/service/contracts/graph';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { mermaid } from '../../src/service/diagrams/mermaid';
import { REFERENCE_VIEWS } from '../../src/service/diagrams/reference';
import { PRACTICES } from '../../src/service/practices';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

/** Nouns of the field and of products, which are the same in every language. */
const NAMES =
  /^(?:s|ms|[KMG]?B|cpu|CPU|CDN|DNS|EU|US|APAC|HPA|OVER|WebSocket|nginx|postgres|mysql|redis|celery|ssl|least_conn|keepalive|readiness|healthcheck|gunicorn|replicas|instances|maxReplicas|minReplicas|CMD|SHELL)$/;

/** Languages that mark each text: `⟦3–16 pods⟧`. */
const BUNDLE: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(JSON.parse(readFileSync('l10n/bundle.l10n.json', 'utf8'))).map((text) => [
    text,
    text
      .split('\n')
      .map((line) => `⟦${line}⟧`)
      .join('\n'),
  ]),
);

function filesIn(root: string): Map<string, string> {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(root, join(parentPath, name)));
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** The words of all texts that can be translated. */
const OURS = new Set(Object.keys(BUNDLE).flatMap((text) => text.match(/[A-Za-z][\w-]*/g) ?? []));

/** Words of a text that are neither within a translation nor of the files. What is no name is never one of ours. */
function bare(text: string, known: string, isName = false): readonly string[] {
  const words = outside(text).match(/[A-Za-z][\w-]*/g) ?? [];
  const isOfFiles = (word: string) => known.includes(word) && (isName || !OURS.has(word));
  return words.filter((word) => !NAMES.test(word) && !isOfFiles(word));
}

/** What stands outside of all marks. */
function outside(text: string): string {
  let depth = 0;
  return [...text]
    .filter((character) => {
      if (character === '⟦') depth++;
      const isOutside = depth === 0;
      if (character === '⟧') depth--;
      return isOutside;
    })
    .join('');
}

function textsOf({ title, description, boxes, arrows, groups, legend }: Drawing<unknown>): {
  readonly names: readonly string[];
  readonly words: readonly string[];
} {
  const all = (box: DrawingBox<unknown>): readonly DrawingBox<unknown>[] => [
    box,
    ...box.members.flatMap(all),
  ];
  const isNamed = ({ kind, members }: DrawingBox<unknown>) =>
    kind !== 'clients' && members.length === 0;
  const whole = boxes.flatMap(all);
  const named = whole.filter(isNamed);
  const others = whole.filter((box) => !isNamed(box));
  const folds = others.filter(({ members }) => members.length > 0);
  return {
    names: [
      ...named.map((box) => box.whole[0] ?? ''),
      // The last line of a fold names what is within it.
      ...folds.map((box) => box.whole.at(-1) ?? ''),
      ...groups.filter(({ isFold }) => !isFold).map((group) => group.title),
    ],
    words: [
      ...[title, description, ...legend],
      ...named.flatMap((box) => box.whole.slice(1)),
      ...others.flatMap((box) => (folds.includes(box) ? box.whole.slice(0, -1) : box.whole)),
      ...arrows.map(({ label }) => label),
    ],
  };
}

function graphTexts({ title, description, nodes, edges }: Graph): readonly string[] {
  const labels = [...nodes, ...edges].flatMap(({ label }) => label.split('\n'));
  return [title, description, ...labels];
}

describe('the words of drawings', () => {
  before(() => useDrawingWords(BUNDLE));
  after(() => useDrawingWords({}));

  const systems = [
    'examples/shop',
    'test/systems/nest-parcels/files',
    'test/systems/django-clinic/files',
  ];
  for (const root of [...systems, 'test/systems/rails-market/files']) {
    it(`can be in another language, each of them: ${root}`, async () => {
      const files = filesIn(root);
      const service = createService(memoryPorts(files));
      const known = [...files].flat().join('\n');
      const answers = { bottleneck: 'database', 'database-load': 'reads' };
      let drawn = 0;
      for (const view of ['system', ...service.diagramViews().map(({ id }) => id)]) {
        for (const most of [3, 40]) {
          const drawing = await service.systemDrawing(ROOT, { view, most, answers });
          if (!drawing) continue;
          drawn++;
          const { names, words } = textsOf(drawing);
          for (const text of names) {
            assert.deepEqual(bare(text, known, true), [], `${view}: ${text}`);
          }
          for (const text of words) assert.deepEqual(bare(text, known), [], `${view}: ${text}`);
          assert.match(drawing.mermaid, /accTitle: /);
        }
      }
      assert.ok(drawn >= 4, `${drawn}`);
      for (const path of files.keys()) {
        const diagram = await service.diagram(uriOf(path), NEVER_CANCELLED);
        for (const text of diagram ? graphTexts(diagram) : []) {
          assert.deepEqual(bare(text, known), [], `${path}: ${text}`);
        }
      }
    });
  }

  it('can be in another language in the drawings of the guide', () => {
    for (const { id, title, draw } of REFERENCE_VIEWS) {
      const graph = draw((practice) => PRACTICES[practice].value);
      for (const text of [title, ...graphTexts(graph)]) {
        assert.deepEqual(bare(text, ''), [], `${id}: ${text}`);
      }
      assert.ok(mermaid(graph).length > 0);
    }
  });
});
