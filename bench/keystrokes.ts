import {
  goServerOf,
  javaServerOf,
  manifestsOf,
  nginxOf,
  pythonServerOf,
  serverOf,
  templateOf,
} from './samples';

/** The texts that are typed into, by path. */
export const SAMPLES: Readonly<Record<string, string>> = {
  'nginx.conf': nginxOf(500),
  'shop.yaml': manifestsOf(24),
  'stack.json': templateOf(4),
  'server.ts': serverOf(2000),
  'server.py': pythonServerOf(2000),
  'server.go': goServerOf(2000),
  'Server.java': javaServerOf(2000),
};

/** Configuration is typed at its end; code in the middle of a name in the middle of a file. */
export function placeIn(path: string, text: string): number {
  return /\.(?:ts|py|go|java)$/.test(path) ? text.indexOf('otal', text.length / 2) : text.length;
}
