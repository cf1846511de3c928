// Prints the power with which the steps of each project rule, and of each language with all its rules, grow
// with what is read: 1 is linear. Steps are counted, so a busy machine changes nothing; the sources must be
// loaded as they are, so it is a process of its own.
import { growthCounter } from '../test/support/slow-rules';
import { table } from './measure';

void (async () => {
  const growth = await growthCounter();
  const print = (what: string, power: number) =>
    console.log(table([[what, power.toFixed(2), power > 1.2 ? 'faster than what is read' : '']]));
  console.log('steps grow with what is read to the power');
  for await (const { what, power } of growth.languages()) print(`language ${what}`, power);
  for await (const { what, power } of growth.rules('project', () => true)) print(what, power);
})();
