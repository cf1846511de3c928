import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ImageFact } from '../../src/service/contracts/fact';
import { goMain } from '../../src/service/system/go-builds';
import { factsOf } from '../runtime/support';

/** The file that a program begins with in the image of a Dockerfile. */
async function mainOf(program: string, dockerfile: string): Promise<string | undefined> {
  const stages: readonly ImageFact[] = await factsOf('image', 'Dockerfile', dockerfile);
  return goMain(program, stages);
}

const building = (command: string, copied = '/bin/app /app') =>
  `FROM golang:1.24 AS builder\nWORKDIR /src\nCOPY . .\nRUN ${command}\nFROM scratch\nCOPY --from=builder ${copied}\nENTRYPOINT ["/app"]\n`;

describe('programs of Go that a Dockerfile builds', () => {
  it('begin with the main file of the package that is built', async () => {
    for (const [command, main] of [
      [
        'CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o /bin/app ./cmd/api',
        'cmd/api/main.go',
      ],
      ['go mod download && go build -o=/bin/app cmd/api/start.go', 'cmd/api/start.go'],
      ['cd services/orders && go build -tags netgo -o /bin/app .', 'services/orders/main.go'],
      ['go build -o /bin/app', 'main.go'],
      ['go build \\\n  -o /bin/app \\\n  ./cmd/api/', 'cmd/api/main.go'],
      ['go install github.com/example/shop/cmd/app', 'cmd/app/main.go'],
    ] as const) {
      assert.equal(await mainOf('/app', building(command)), main, command);
    }
  });

  it('keep their package under the name that a later stage gives them', async () => {
    const text = building('go build -o /bin/worker ./cmd/worker', '/bin/worker /app');
    assert.equal(await mainOf('./app', text), 'cmd/worker/main.go');
  });

  it('are told by their names where several are built', async () => {
    const text = building('go build -o /bin/app ./cmd/api && go build -o /bin/tool ./cmd/tool');
    assert.equal(await mainOf('app', text), 'cmd/api/main.go');
    assert.equal(await mainOf('tool', text), 'cmd/tool/main.go');
    assert.equal(await mainOf('other', text), undefined);
  });

  it('are not told where an argument or several packages are built', async () => {
    assert.equal(await mainOf('app', building('go build -o /bin/app ./cmd/${SERVICE}')), undefined);
    assert.equal(await mainOf('app', building('go build -o /bin/app ./...')), undefined);
  });
});
