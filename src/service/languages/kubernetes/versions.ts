/** The minor number of a Kubernetes version such as `1.31` or `v1.31.4`; undefined for others. */
export function minorOf(version: string | undefined): number | undefined {
  const minor = /^v?1\.(\d+)/.exec(version ?? '')?.[1];
  return minor === undefined ? undefined : Number(minor);
}
