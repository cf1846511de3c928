import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLenses, moved } from '../../src/server/lenses';
import { createSavedFigures } from '../../src/server/saved';
import type { HeadroomService } from '../../src/service/contracts/service';

const URI = 'file:///db.ts';
const LENS = { line: 5, character: 2, title: '20 of 10' };

const change = (start: [number, number], end: [number, number], text: string) => ({
  range: {
    start: { line: start[0], character: start[1] },
    end: { line: end[0], character: end[1] },
  },
  text,
});

const lineAfter = (...args: Parameters<typeof change>) => moved([LENS], change(...args))[0]?.line;

describe('a lens', () => {
  it('moves with the line it belongs to', () => {
    assert.equal(lineAfter([1, 0], [1, 0], '\n\n'), 7, 'lines come above');
    assert.equal(lineAfter([1, 0], [3, 0], ''), 3, 'lines go above');
    assert.equal(lineAfter([5, 2], [5, 2], '\n'), 6, 'its line is pushed down');
    assert.equal(lineAfter([5, 9], [5, 9], '\n'), 5, 'its line is split behind it');
    assert.equal(lineAfter([5, 4], [5, 8], 'x'), 5, 'its line is typed in');
    assert.equal(lineAfter([8, 0], [9, 0], ''), 5, 'lines go below');
    assert.equal(lineAfter([4, 3], [5, 0], ''), 4, 'its line joins the one above');
  });

  it('goes with its line', () => {
    assert.equal(lineAfter([5, 0], [6, 0], ''), undefined);
    assert.equal(lineAfter([2, 4], [7, 1], ''), undefined);
  });

  it('stays while a text is half typed, and goes when the text says so', async () => {
    let titles = ['20 of 10'];
    let limits: string[] = [];
    const service = {
      codeLenses: async () => titles.map((title) => ({ at: { line: 5, character: 2 }, title })),
      recognition: async () => ({
        language: 'application-code',
        description: '',
        limits,
        project: 'complete',
      }),
      diagnostics: async () => ({ uri: URI, version: 1, items: [] }),
    } as unknown as HeadroomService;
    const lenses = createLenses(createSavedFigures());
    const shown = async () =>
      (await lenses.of(URI, service, 'open')).map(({ range }) => range.start.line);
    assert.deepEqual(await shown(), [5]);
    titles = [];
    limits = ['Some of this file cannot be parsed; nothing is said about that part.'];
    lenses.edited(URI, [change([0, 0], [0, 0], '\n')]);
    assert.deepEqual(await shown(), [6]);
    limits = [];
    assert.deepEqual(await shown(), []);
  });
});

describe('a figure', () => {
  it('is compared with what was saved, while something is not', () => {
    const saved = createSavedFigures();
    assert.equal(saved.before('shop', '200 of 92'), undefined);
    saved.edited(URI);
    assert.equal(saved.before('shop', '90 of 92'), '200 of 92');
    assert.equal(saved.before('shop', '200 of 92'), undefined, 'it was taken back');
    assert.equal(saved.before('other', '3'), undefined, 'nobody saw it before');
    saved.settled(URI);
    assert.equal(saved.before('shop', '90 of 92'), undefined);
    saved.edited(URI);
    assert.equal(saved.before('shop', '80 of 92'), '90 of 92');
  });
});
