import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fitScale, outOfSight, pan, viewBox, whole, zoom } from '../../src/webview/viewport';

const drawing = { width: 800, height: 400 };
const panel = { width: 432, height: 632 };

describe('the viewport', () => {
  it('shows the whole drawing in the middle', () => {
    const view = whole(drawing, panel);
    assert.deepEqual(view, { x: 400, y: 200, scale: 0.5 });
    assert.equal(viewBox(view, panel, { x: -8, y: -8 }), '-40 -440 864 1264');
  });

  it('does not blow up a small drawing', () => {
    assert.equal(fitScale({ width: 10, height: 10 }, panel), 1.25);
  });

  it('moves by pixels and never loses the drawing', () => {
    const view = whole(drawing, panel);
    assert.deepEqual(pan(view, 50, -20, drawing), { x: 500, y: 160, scale: 0.5 });
    assert.deepEqual(pan(view, 1e6, -1e6, drawing), { x: 800, y: 0, scale: 0.5 });
  });

  it('keeps the point under the pointer where it is', () => {
    const view = whole(drawing, panel);
    const near = zoom(view, 2, { right: 100, down: 40 }, drawing);
    assert.equal(near.scale, 1);
    assert.equal(near.x + 100 / near.scale, view.x + 100 / view.scale);
    assert.equal(near.y + 40 / near.scale, view.y + 40 / view.scale);
  });

  it('knows how much of the drawing is not seen', () => {
    const points = [0, 200, 400, 800].map((x) => ({ x, y: 200 }));
    assert.equal(outOfSight(whole(drawing, panel), panel, points), 0);
    assert.equal(outOfSight({ x: 400, y: 200, scale: 1 }, panel, points), 2);
    assert.equal(outOfSight({ x: 400, y: 900, scale: 1 }, panel, points), 4);
  });

  it('zooms within limits', () => {
    const view = whole(drawing, panel);
    const middle = { right: 0, down: 0 };
    assert.equal(zoom(view, 1e6, middle, drawing).scale, 8);
    assert.equal(zoom(view, 1e-6, middle, drawing).scale, 0.1);
  });
});
