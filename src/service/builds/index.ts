import type { Contributor } from '../contracts/build';
import { cloudFormationTemplates } from './cloudformation';
import { composeFiles } from './compose';
import { helmCharts } from './helm';
import { kustomizations } from './kustomize';
import { manifests } from './manifests';
import { serverlessServices } from './serverless';
import { terraformModules } from './terraform';

/** The tools whose builds are evaluated. */
export const CONTRIBUTORS: readonly Contributor[] = [
  kustomizations,
  manifests,
  composeFiles,
  terraformModules,
  cloudFormationTemplates,
  serverlessServices,
  helmCharts,
];
