// `npm run fuzz -- --minutes N [--seed S]`: types broken texts into projects until the time is over. Each
// failure is printed with its seed, made smaller, and kept in `test/fuzz/found`, where the tests read it.
// The seeds count up, so a later run goes on where one ended, which it says now and then.
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { caseOf, type Failure, failureOf, minimised, projects, TOO_LONG, WALL_CLOCK } from './run';

/** How often it says how far it is, in milliseconds. */
const SAYS = 300_000;

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' } },
});

void main(Number(values.minutes), Number(values.seed ?? Date.now() % 1_000_000_000));

async function main(minutes: number, first: number): Promise<void> {
  const all = projects();
  const end = Date.now() + minutes * 60_000;
  const met = new Map<Failure, number>();
  let seed = first;
  let texts = 0;
  let said = Date.now();
  console.log(`fuzz: seeds from ${first}, ${all.length} projects`);
  const count = () =>
    `${seed - first} projects, ${texts} texts, ${met.size} kinds of failure; next seed ${seed}`;
  for (; Date.now() < end; seed++) {
    if (Date.now() - said > SAYS) {
      said = Date.now();
      console.log(`fuzz: ${count()}`);
    }
    const whole = caseOf(seed, all);
    texts += whole.steps.length;
    let failure = await failureOf(whole, WALL_CLOCK);
    // What is slow once may have been a busy machine; what hangs hangs again.
    if (failure === TOO_LONG) failure = await failureOf(whole);
    if (failure === undefined) continue;
    met.set(failure, (met.get(failure) ?? 0) + 1);
    if (met.get(failure) !== 1) continue;
    console.log(`seed ${seed}: ${failure}`);
    const smaller = await minimised(whole, failure);
    mkdirSync('test/fuzz/found', { recursive: true });
    writeFileSync(
      `test/fuzz/found/${seed}.json`,
      `${JSON.stringify({ failure, ...smaller }, null, 2)}\n`,
    );
  }
  console.log(`fuzz: ${count()}`);
  for (const [failure, times] of met) console.log(`  ${times} × ${failure}`);
  process.exitCode = met.size === 0 ? 0 : 1;
}
