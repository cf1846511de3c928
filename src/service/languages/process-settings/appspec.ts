import type { DeploymentScriptsFact } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { entryOf, itemsOf, textOf } from '../../syntax/data-node';
import { readYaml } from '../../syntax/yaml';
import { hashComments, type ProcessText } from './statement';
import { placeOf } from './yaml';

/** Events of a deployment to machines after which the new version runs, in their order (AWS, "AppSpec hooks section"). */
const EVENTS = ['BeforeInstall', 'AfterInstall', 'ApplicationStart', 'ValidateService'];

/** `appspec.yml` of CodeDeploy, as far as it is about machines: the scripts that it runs there. */
export function deploymentScripts(text: string): ProcessText {
  const data = readYaml(text, { uri: '' });
  const hooks = entryOf(data.documents[0], 'hooks');
  const scripts = EVENTS.flatMap((event) =>
    itemsOf(entryOf(hooks, event)).flatMap((each) => textOf(entryOf(each, 'location')) ?? []),
  );
  const statement: Placed<DeploymentScriptsFact> = {
    kind: 'deployment-scripts',
    at: placeOf(data, hooks),
    path: hooks?.trail[0]?.path ?? '/hooks',
    scripts,
  };
  return { statements: scripts.length > 0 ? [statement] : [], comments: hashComments(text) };
}
