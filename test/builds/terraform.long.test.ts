import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { terraformModules } from '../../src/service/builds/terraform';
import { memorySources } from './files';

describe('a module that is being written', () => {
  const folder = 'test/builds-truth/terraform/shop';
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.(?:tf|tfvars|tpl)$/.test(path),
  );
  const whole = Object.fromEntries(
    paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );

  it('throws nothing wherever a file ends', () => {
    for (const path of paths) {
      const text = whole[path] ?? '';
      for (let end = 0; end < text.length; end += 41) {
        const sources = memorySources({ ...whole, [path]: text.slice(0, end) });
        for (const root of terraformModules.find(sources)) terraformModules.evaluate(sources, root);
      }
    }
  });
});
