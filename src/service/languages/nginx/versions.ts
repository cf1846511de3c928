/**
 * Whether the configured nginx is older than a version; `undefined` when the configuration does
 * not say which nginx it is, or says something else (`plus`, `latest`).
 */
export function olderThan(target: string | undefined, version: string): boolean | undefined {
  const actual = parts(target);
  const wanted = parts(version);
  if (!actual || !wanted) return undefined;
  for (let i = 0; i < 3; i++) {
    const difference = (actual[i] ?? 0) - (wanted[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function parts(version: string | undefined): readonly number[] | undefined {
  const match = /^(\d+)\.(\d+)(?:\.(\d+|x))?$/.exec(version ?? '');
  if (!match) return undefined;
  // `1.24` and `1.24.x` mean the branch's newest release.
  const patch = match[3] === undefined || match[3] === 'x' ? 9999 : Number(match[3]);
  return [Number(match[1]), Number(match[2]), patch];
}
