import type { Detector } from '../../contracts/language';
import { topLevelKeys } from './json';
import { requestShape } from './shape';
import { marginKeys } from './yaml';

/** Words without which no document is about an Auto Scaling group; checked before anything else. */
const MENTION = /AutoScalingGroup|AWS::AutoScaling::/;
const RESOURCE_TYPE = /["']?Type["']?\s*:\s*["']?AWS::AutoScaling::/;
const SNAPSHOT = /["']?(?:AutoScalingGroupARN|CreatedTime)["']?\s*:/;
const FILE_NAME = /\.(?:jsonc?|ya?ml|template)$/i;
const EXTENSION = /\.[^./]+$/;

/** Recognises Auto Scaling groups by what the document says; its name only rules files out. */
export const autoscalingGroupDetector: Detector = {
  id: 'autoscaling-group',
  mayBe: (path) => FILE_NAME.test(path),
  detect: ({ path, text }) =>
    MENTION.test(text) && (FILE_NAME.test(path) || !EXTENSION.test(path)) && isOurs(text, path),
};

/** Whether a document is JSON: by name, or, for YAML and unnamed files, by its first character. */
export function isJson(text: string, path: string): boolean {
  if (/\.jsonc?$/i.test(path)) return true;
  return /^\uFEFF?(?:\s|\/\/[^\n]*\n)*\{(?![{%])/.test(text);
}

function isOurs(text: string, path: string): boolean {
  const keys = isJson(text, path) ? topLevelKeys(text) : marginKeys(text);
  if (keys.has('Resources')) return RESOURCE_TYPE.test(text);
  if (keys.has('AutoScalingGroups')) return SNAPSHOT.test(text);
  return requestShape(keys) !== undefined;
}
