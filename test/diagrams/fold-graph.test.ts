import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import type { Graph } from '../../src/service/contracts/graph';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { foldGraph, MAX_ARROWS, MAX_BOXES } from '../../src/service/diagrams/fold';
import { memoryPorts, uriOf } from '../support/memory';

/** How many locations and servers a configuration has that is too large to draw. */
const MANY = 600;

async function drawn(text: string): Promise<Graph> {
  const service = createService(memoryPorts(new Map([['nginx.conf', text]])));
  const graph = await service.diagram(uriOf('nginx.conf'), NEVER_CANCELLED);
  assert.ok(graph);
  return graph;
}

describe('the fold of the graph of a file', () => {
  it('leaves a small one as it is', async () => {
    const graph = await drawn(
      'upstream a { server 10.0.0.1; }\nserver { location / { proxy_pass http://a; } }\n',
    );
    assert.equal(foldGraph(graph), graph);
  });

  it('says how many are alike, and never hands over more than can be drawn', async () => {
    const all = Array.from({ length: MANY }, (_, index) => index);
    const graph = await drawn(
      [
        'upstream a {',
        ...all.map((index) => `  server 10.0.${Math.floor(index / 200)}.${index % 200}:80;`),
        '}',
        'server {',
        ...all.map((index) => `  location /p${index} { proxy_pass http://a; }`),
        '}',
      ].join('\n'),
    );
    assert.ok(graph.nodes.length > MANY);
    const folded = foldGraph(graph);
    assert.ok(folded.nodes.length <= MAX_BOXES, String(folded.nodes.length));
    assert.ok(folded.edges.length <= MAX_ARROWS);
    assert.ok(folded.nodes.some(({ label }) => label.endsWith(`and ${MANY - 1} more like it`)));
    const ids = new Set(folded.nodes.map(({ id }) => id));
    assert.ok(folded.edges.every(({ from, to }) => ids.has(from) && ids.has(to)));
    assert.deepEqual(foldGraph(graph), folded, 'the same graph, the same fold');
  });

  it('joins whatever is left by its shape alone, where nothing else makes it small', () => {
    const nodes = Array.from({ length: MANY }, (_, index) => ({
      id: `n${index}`,
      label: `box ${index}`,
      shape: 'box' as const,
      tone: 'normal' as const,
    }));
    const edges = nodes.slice(1).map(({ id }, index) => ({
      from: `n${index}`,
      to: id,
      label: '',
      dashed: false,
    }));
    const folded = foldGraph({ title: '', description: '', nodes, edges });
    assert.deepEqual(
      folded.nodes.map(({ label }) => label),
      [`box 0\nand ${MANY - 1} more like it`],
    );
  });
});
