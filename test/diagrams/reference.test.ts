import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mermaid } from '../../src/service/diagrams/mermaid';
import { REFERENCE_VIEWS } from '../../src/service/diagrams/reference';
import { PRACTICES, type PracticeId } from '../../src/service/practices';

const guide = (id: PracticeId) => PRACTICES[id].value;

describe('the drawings of the guide', () => {
  it('are the seven that it has', () => {
    assert.deepEqual(
      REFERENCE_VIEWS.map(({ id }) => id),
      [
        'decision-tree',
        'cache-layers',
        'load-balancer',
        'read-replicas',
        'sharding',
        'autoscaling',
        'multi-region',
      ],
    );
  });

  for (const { id, draw } of REFERENCE_VIEWS) {
    it(`${id}: every arrow has two boxes, every box an arrow, no line is too long`, () => {
      const { nodes, edges, description } = draw(guide);
      const ids = new Set(nodes.map((node) => node.id));
      for (const { from, to } of edges) assert.ok(ids.has(from) && ids.has(to));
      const joined = new Set(edges.flatMap(({ from, to }) => [from, to]));
      assert.deepEqual(
        [...ids].filter((node) => !joined.has(node)),
        [],
      );
      for (const { label } of nodes) {
        for (const line of label.split('\n')) assert.ok(line.length <= 22, line);
        assert.ok(label.split('\n').length <= 3, label);
      }
      assert.match(description, /^The guide’s reference/);
      // Mermaid reads it as it stands.
      assert.match(
        mermaid(draw(guide)),
        /\n {2}accDescr: The guide’s reference, not drawn from files\./,
      );
    });
  }

  it('take the figures that a workspace has set', () => {
    const text = mermaid(
      REFERENCE_VIEWS.find(({ id }) => id === 'autoscaling')?.draw((id) =>
        id === 'autoscaling.drain' ? 95 : guide(id),
      ) ?? assert.fail(),
    );
    assert.match(text, /drain<br\/>95 s/);
  });

  it('call no remainder a range', () => {
    const text = mermaid(
      REFERENCE_VIEWS.find(({ id }) => id === 'sharding')?.draw(guide) ?? assert.fail(),
    );
    assert.match(text, /remainder 3/);
    assert.doesNotMatch(text, /\d+\s*M\b|0-24|25M/);
  });
});
