// Every kustomization below some folders, against kubectl: see scripts/builds-truth.mjs.
import { compare, kustomizationsIn } from './compare';
import { kubectlProgram } from './kubectl';

const kubectl = kubectlProgram();
if (kubectl === undefined) {
  console.error('There is no kubectl for this machine.');
  process.exit(2);
}
let isSame = true;
for (const root of process.argv.slice(2)) {
  const tally = { same: 0, different: 0, refused: 0 };
  let [values, unknown] = [0, 0];
  for (const folder of kustomizationsIn(root)) {
    const result = compare(kubectl, root, folder);
    tally[result.state]++;
    values += result.values;
    unknown += result.unknown;
    isSame &&= result.state !== 'different';
    const { differences, limits, why } = result;
    if (result.state === 'different') console.log(folder, differences.slice(0, 5), limits);
    if (result.state === 'refused' && limits.length === 0)
      console.log(`${folder} is refused: ${why}`);
    if (result.state === 'same' && limits.length > 0) console.log(`${folder} is built`, limits);
  }
  console.log(root, tally, { values, unknown });
}
process.exitCode = isSame ? 0 : 1;
