import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeAt } from '../../src/service/languages/autoscaling-group/hover';
import { PRACTICES } from '../../src/service/practices';
import { GUIDE } from './samples';
import { analyse } from './support';

async function hover(text: string, at: string) {
  const { model } = await analyse(text, 'group.json');
  return describeAt(model, text.indexOf(at), (id) => PRACTICES[id].value);
}

describe('hover', () => {
  it('tells both thresholds of a target and where the guide differs', async () => {
    const found = await hover(GUIDE, '70.0');
    assert.ok(found);
    assert.equal(GUIDE.slice(found.at.start, found.at.end), '70.0');
    assert.match(found.markdown, /above 70 % for 3 minutes/);
    assert.match(found.markdown, /below about 49 % .* for 15 minutes/);
    assert.match(found.markdown, /observed, not documented/);
    assert.match(found.markdown, /× 1\.43/);
    assert.match(found.markdown, /guide removes capacity below 30 %; AWS begins near 49 %/);
  });

  it('does not speak of scale-in where it is off', async () => {
    const found = await hover(GUIDE.replace('70.0,', '70.0, "DisableScaleIn": true,'), '70.0');
    assert.match(found?.markdown ?? '', /never removes an instance/);
    assert.doesNotMatch(found?.markdown ?? '', /guide/);
  });

  it('shows what the AWS CLI takes instead of the guide’s block', async () => {
    const found = await hover(GUIDE, '"TargetTrackingScaling"');
    const [create, policy] = (found?.markdown ?? '').matchAll(/```json\n([^`]*)```/g);
    assert.equal(JSON.parse(create?.[1] ?? '').MaxSize, 20);
    assert.equal(JSON.parse(policy?.[1] ?? '').TargetTrackingConfiguration.TargetValue, 70);
  });

  it('is silent elsewhere', async () => assert.equal(await hover(GUIDE, 'MinSize'), undefined));
});
