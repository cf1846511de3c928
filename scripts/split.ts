// `npx tsx scripts/split.ts`: what is found of the labelled samples in test/application-code/split, as a
// table: planted and found by rule and language, and what is found where nothing should be.
import { readdirSync, readFileSync } from 'node:fs';
import { recallOf, reviewSplit, samplesOf } from '../test/support/split';

const FOLDER = 'test/application-code/split';

void print();

async function print(): Promise<void> {
  const samples = readdirSync(FOLDER).flatMap((file) =>
    samplesOf(readFileSync(`${FOLDER}/${file}`, 'utf8'), file.replace(/(?:-files)?\.txt$/, '')),
  );
  const rows = recallOf(await reviewSplit(samples));
  console.log('| rule | language | planted | found | wrong |\n|---|---|---|---|---|');
  for (const { rule, language, planted, found, wrong } of rows) {
    console.log(`| ${rule} | ${language} | ${planted} | ${found} | ${wrong} |`);
  }
  const good = samples.filter(({ expected }) => expected.length === 0).length;
  console.log(`\n${samples.length} samples, ${good} of them good.`);
}
