import { ASG_MUTATIONS } from './asg';
import { KUBERNETES_MUTATIONS } from './kubernetes';
import type { Mutation } from './mutation';
import { NGINX_MUTATIONS } from './nginx';
import { SETTINGS_MUTATIONS } from './settings';

/** Defects that people really make, one or more for a rule. */
export const MUTATIONS: readonly Mutation[] = [
  ...NGINX_MUTATIONS,
  ...KUBERNETES_MUTATIONS,
  ...ASG_MUTATIONS,
  ...SETTINGS_MUTATIONS,
];
