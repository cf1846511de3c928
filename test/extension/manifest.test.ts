import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { EDITOR_LANGUAGES } from '../../src/service/contracts/editor-languages';
import { readConfiguration } from '../../src/service/project/configuration';
import { RULES } from '../../src/service/rules';

const { activationEvents, contributes, icon } = JSON.parse(readFileSync('package.json', 'utf8'));

describe('the extension manifest', () => {
  it('has a walkthrough whose commands and pages exist', () => {
    const own = new Set(contributes.commands.map(({ command }: { command: string }) => command));
    const texts = JSON.parse(readFileSync('package.nls.json', 'utf8'));
    for (const { description: key, media, completionEvents } of contributes.walkthroughs[0].steps) {
      const description = texts[key.slice(1, -1)];
      assert.ok(readFileSync(media.svg).length <= 40_000, media.svg);
      assert.match(readFileSync(media.svg, 'utf8'), /^<svg /);
      assert.ok(texts[media.altText.slice(1, -1)], media.svg);
      const linked = [...description.matchAll(/\(command:([\w.]+)\)/g)].map(([, name]) => name);
      assert.ok(linked.length > 0, description);
      const events = completionEvents.map((event: string) => event.replace('onCommand:', ''));
      for (const command of [...linked, ...events]) {
        assert.ok(own.has(command) || command.startsWith('workbench.'), command);
      }
    }
  });

  it('shows a headroom.yaml in the walkthrough that is right', () => {
    const picture = readFileSync('media/walkthrough/configuration.svg', 'utf8');
    const lines = [...picture.matchAll(/<text x="(\d+)" y="\d+">([^<]*)<\/text>/g)];
    const text = lines.map(([, x, line]) => `${Number(x) > 30 ? '  ' : ''}${line}\n`).join('');
    const rules = new Set(RULES.map(({ id }) => id));
    const { problems, databases } = readConfiguration(text, 'file:///headroom.yaml', rules);
    assert.deepEqual(problems, []);
    assert.equal(databases.length, 1);
  });

  it('starts with each language that is looked into, and with a workspace that has none of them open', () => {
    const events = EDITOR_LANGUAGES.map((language) => `onLanguage:${language}`);
    assert.deepEqual(
      activationEvents.filter((event: string) => event.startsWith('onLanguage:')),
      events,
    );
    assert.ok(activationEvents.includes('onStartupFinished'));
  });

  it('has an icon of 128 × 128 pixels', () => {
    const png = readFileSync(icon);
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [128, 128]);
  });

  it('describes every setting, and says in which order', () => {
    for (const [name, setting] of Object.entries<Record<string, unknown>>(
      contributes.configuration.properties,
    )) {
      assert.ok(setting.description ?? setting.markdownDescription, name);
      assert.equal(typeof setting.order, 'number', name);
    }
  });
});
