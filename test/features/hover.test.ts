import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { CITATIONS } from '../../src/service/citations';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { disarmed } from '../../src/service/features/markdown';
import { memoryPorts, uriOf } from '../support/memory';

const HOSTILE = [
  '![x](https://evil.example/pixel.png)',
  '[click](https://evil.example)',
  '[click](command:workbench.action.terminal.new)',
  '<img src="https://evil.example/x">',
  '[click][1]',
];

describe('Markdown of hovers', () => {
  it('what stands in a file loads and opens nothing', () => {
    for (const text of HOSTILE) {
      const shown = disarmed(`The zone is ${text}.`);
      assert.ok(!/(?<!\\)\]\(|(?<!!)!\[|<img|(?<!\\)\]\[/.test(shown), shown);
    }
  });

  it('our own links and code stay', () => {
    const { url } = Object.values(CITATIONS)[0] ?? { url: '' };
    for (const text of [
      `[source](${url})`,
      '[line 3](file:///project/a.conf#L3)',
      '`a[0](x)` and `<b>`',
      '```nginx\nlocation ~ [a](b) {}\n```',
    ]) {
      assert.equal(disarmed(text), text);
    }
  });

  it('a place that is named by a file is text', async () => {
    const service = createService(
      memoryPorts(
        new Map([
          [
            'nginx.conf',
            'http {\n  limit_req_zone $binary_remote_addr zone=![x](https://evil.example/p.png):10m rate=5r/s;\n  server {\n    location / {\n      limit_req zone=![x](https://evil.example/p.png) burst=5;\n    }\n  }\n}\n',
          ],
        ]),
      ),
    );
    for (const [line, character] of [
      [1, 50],
      [4, 24],
    ] as const) {
      const shown = await service.hover(uriOf('nginx.conf'), { line, character }, NEVER_CANCELLED);
      const value =
        typeof shown?.contents === 'object' && 'value' in shown.contents
          ? shown.contents.value
          : '';
      assert.ok(!/(?<!\\)\]\(https:\/\/evil/.test(value.replace(/`[^`]*`/g, '')), value);
    }
  });
});
