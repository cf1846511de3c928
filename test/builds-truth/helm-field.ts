// Every chart below some folders, against helm: see scripts/builds-truth.mjs.
import { compareCharts, templated } from './helm';
import { helmProgram } from './kubectl';

const helm = helmProgram();
if (helm === undefined) {
  console.error('There is no helm for this machine.');
  process.exit(2);
}
let isSame = true;
const isLoud = process.env.LOUD !== undefined;
for (const root of process.argv.slice(2)) {
  const tally = { same: 0, different: 0, refused: 0, left: 0 };
  let [values, unknown] = [0, 0];
  for (const result of compareCharts(root, (_, release) => templated(helm, release))) {
    tally[result.state]++;
    values += result.values;
    unknown += result.unknown;
    isSame &&= result.state !== 'different';
    const { id, differences, limits, why } = result;
    if (result.state === 'different') console.log(id, differences.slice(0, 5), limits, why);
    if (isLoud && result.state !== 'different')
      console.log(
        id,
        result.state,
        { values: result.values, unknown: result.unknown },
        limits,
        why,
      );
  }
  console.log(root, tally, { values, unknown });
}
process.exitCode = isSame ? 0 : 1;
