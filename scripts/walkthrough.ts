// The pictures of the walkthrough, in the colours of the editor: `npm run generate` writes them.

/** A line of a picture: what it says, how far it is indented, what stands before it. */
interface Line {
  readonly text: string;
  readonly indent?: number;
  readonly mark?: keyof typeof MARKS;
  /** Drawn like something that is selected. */
  readonly isChosen?: boolean;
  readonly isMuted?: boolean;
}

interface Picture {
  readonly name: string;
  readonly title: string;
  readonly lines: readonly Line[];
}

const WIDTH = 460;
const ROW = 26;
const TOP = 44;

const MARKS = {
  warning: ['▲', 'editorWarning-foreground'],
  hint: ['○', 'foreground'],
  fix: ['✎', 'editorLightBulb-foreground'],
  pass: ['✔', 'testing-iconPassed'],
  fail: ['✖', 'testing-iconFailed'],
  box: ['☐', 'foreground'],
  open: ['▾', 'foreground'],
} as const;

const PICTURES: readonly Picture[] = [
  {
    name: 'findings',
    title: 'FINDINGS',
    lines: [
      { mark: 'warning', text: 'Pool over the database’s limit', isChosen: true },
      { text: 'src/db.ts:6  16 pods × 1 process × 10 = 160 of 92', indent: 1, isMuted: true },
      { mark: 'warning', text: 'Scaled by a missing request' },
      { text: 'k8s/deployment.yaml:14', indent: 1, isMuted: true },
      { mark: 'hint', text: 'Autoscaler behavior not set' },
    ],
  },
  {
    name: 'fix',
    title: 'src/db.ts',
    lines: [
      { text: 'export const pool = new Pool({' },
      { text: 'max: 10,', indent: 1 },
      {
        mark: 'fix',
        text: 'Lower the pool from 10 to 2: 320 → 64 of 92',
        indent: 1,
        isChosen: true,
      },
      { mark: 'fix', text: 'Lower maxReplicas from 16 to 4: 320 → 80 of 92', indent: 1 },
      { text: 'Ignore…   Explain', indent: 1, isMuted: true },
    ],
  },
  {
    name: 'capacity',
    title: 'CAPACITY',
    lines: [
      { mark: 'warning', text: 'shop   200–320 of 92 connections' },
      { mark: 'open', text: 'shop   0 to 160, 200 to 320 during a rollout', indent: 1 },
      { text: '3 to 16 pods   k8s/hpa.yaml:11', indent: 2, isMuted: true },
      { text: '10 connections a process   src/db.ts:6', indent: 2, isMuted: true },
      { text: '92 granted   100 − 3 − 5 reserved   headroom.yaml:6', indent: 1 },
    ],
  },
  {
    name: 'checklist',
    title: 'CHECKLIST',
    lines: [
      { mark: 'open', text: 'Before scaling   4 of 18' },
      { mark: 'fail', text: 'Connection pooling   1 finding', indent: 1 },
      { mark: 'pass', text: 'Compression   nginx.conf:12', indent: 1 },
      { mark: 'box', text: 'Query plans   read by somebody', indent: 1 },
      { mark: 'box', text: 'CDN', indent: 1 },
    ],
  },
  {
    name: 'configuration',
    title: 'headroom.yaml',
    lines: [
      { text: 'root: true' },
      { text: 'targets: { nginx: "1.24", kubernetes: "1.31" }' },
      { text: 'rules: { kubernetes/hpa-min-equals-max: off }' },
      { text: 'databases:' },
      { text: '- { name: shop, maxConnections: 100, reserved: 5 }', indent: 1 },
    ],
  },
];

/** The pictures as files. */
export function walkthroughPictures(): readonly (readonly [file: string, text: string])[] {
  return [
    ...PICTURES.map(
      (picture) => [`media/walkthrough/${picture.name}.svg`, listOf(picture)] as const,
    ),
    ['media/walkthrough/drawing.svg', drawing()] as const,
  ];
}

function listOf({ title, lines }: Picture): string {
  const rows = lines.map(({ text, indent = 0, mark, isChosen, isMuted }, index) => {
    const y = TOP + index * ROW;
    const x = 22 + indent * 22;
    const [sign, colour] = mark ? MARKS[mark] : ['', 'foreground'];
    const chosen = isChosen
      ? `<rect x="10" y="${y - 17}" width="${WIDTH - 20}" height="${ROW - 1}" rx="3" fill="none" stroke="${themed('focusBorder', '#0078d4')}"/>`
      : '';
    const before = mark
      ? `<text x="${x}" y="${y}" fill="${themed(colour, '#b58900')}">${sign}</text>`
      : '';
    const words = `<text x="${x + (mark ? 20 : 0)}" y="${y}"${isMuted ? ' opacity="0.75"' : ''}>${escaped(text)}</text>`;
    return `${chosen}${before}${words}`;
  });
  return framed(title, rows.join('\n'), TOP + lines.length * ROW);
}

/** Three boxes, as the panel draws them. */
function drawing(): string {
  const box = (x: number, width: number, lines: readonly string[], isOver = false) => {
    const texts = lines.map(
      (line, index) =>
        `<text x="${x + width / 2}" y="${84 + index * 20}" text-anchor="middle"${index === 0 ? ' font-weight="600"' : ''}>${escaped(line)}</text>`,
    );
    return `<rect x="${x}" y="58" width="${width}" height="80" rx="4" fill="none" stroke="currentColor" stroke-width="${isOver ? 3.5 : 1.2}"/>${texts.join('')}`;
  };
  const parts = [
    box(14, 90, ['clients']),
    '<path d="M104 98h36" stroke="currentColor"/>',
    box(140, 110, ['▲2 shop', '3–16 pods', 'pool 10']),
    '<path d="M250 98h64" stroke="currentColor" stroke-width="3.5"/>',
    '<text x="282" y="90" text-anchor="middle">▲320</text>',
    box(314, 132, ['▲ OVER shop', '200–320 of 92', '108–228 too many'], true),
  ];
  return framed('Diagram: System', parts.join('\n'), 160);
}

function framed(title: string, body: string, height: number): string {
  const foreground = themed('foreground', '#3b3b3b');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" fill="${foreground}" color="${foreground}" font-family="var(--vscode-font-family, sans-serif)" font-size="13">
<title>${escaped(title)}</title>
<text x="14" y="18" font-size="11" opacity="0.8">${escaped(title)}</text>
${body}
</svg>
`;
}

/** A colour of the editor's theme, and what stands in its place elsewhere. */
function themed(name: string, otherwise: string): string {
  return `var(--vscode-${name}, ${otherwise})`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
