import { tableOf } from '../../text/tables';
import type { TemplateFunction } from './arguments';
import { DATA_FUNCTIONS } from './data-functions';
import { NUMBER_FUNCTIONS } from './number-functions';
import { TEXT_FUNCTIONS } from './text-functions';
import { unknown } from './values';

/** What each run makes anew. */
const INVENTED = [
  ...[
    'now',
    'date',
    'dateInZone',
    'dateModify',
    'ago',
    'unixEpoch',
    'htmlDate',
    'toDate',
    'duration',
  ],
  ...['randAlphaNum', 'randAlpha', 'randNumeric', 'randAscii', 'randInt', 'randBytes', 'uuidv4'],
  ...['genPrivateKey', 'genCA', 'genSelfSignedCert', 'genSignedCert', 'genCAWithKey', 'shuffle'],
  ...['derivePassword', 'bcrypt', 'htpasswd', 'encryptAES', 'getHostByName', 'env', 'expandenv'],
];

/** `mustX` is `X` that fails where it would be silent. */
const MUST = [
  ...['first', 'last', 'rest', 'initial', 'reverse', 'uniq', 'compact', 'append', 'prepend'],
  ...['without', 'has', 'regexMatch', 'regexReplaceAll', 'regexFind', 'slice'],
];

/** Functions of Helm and sprig by name; one that is not here makes what it gives unknown. */
export const FUNCTIONS = tableOf<TemplateFunction>({
  ...DATA_FUNCTIONS,
  ...NUMBER_FUNCTIONS,
  ...TEXT_FUNCTIONS,
  ...Object.fromEntries(
    INVENTED.map((name) => [name, () => unknown(`${name} gives another value each time`)]),
  ),
  ...Object.fromEntries(
    MUST.flatMap((name) => {
      const run = DATA_FUNCTIONS[name] ?? TEXT_FUNCTIONS[name];
      const must = `must${name.charAt(0).toUpperCase()}${name.slice(1)}`;
      return run ? [[must, run] as const] : [];
    }),
  ),
});
