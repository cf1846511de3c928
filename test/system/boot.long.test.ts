import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { unitInstances } from '../../src/service/system/boot';
import { memoryPorts, ROOT } from '../support/memory';

const TEMPLATE = (script: string) => `Resources:
  Database:
    Type: AWS::RDS::DBInstance
    Properties: { Engine: mysql, DBInstanceClass: db.m6g.large }
  Machine:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateData:
        UserData:
          Fn::Base64: !Sub |
            #!/bin/bash -e
            cat > /etc/shop.env <<ENV
            DATABASE_HOST=\${Database.Endpoint.Address}
            RAILS_MAX_THREADS=5
            ENV
            ${script}
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      MinSize: '2'
      MaxSize: '6'
      LaunchTemplate: { LaunchTemplateId: !Ref Machine, Version: !GetAtt Machine.LatestVersionNumber }
`;
const UNIT = (command: string) => `[Service]
WorkingDirectory=/srv/shop
EnvironmentFile=/etc/shop.env
ExecStart=${command}
[Install]
WantedBy=multi-user.target
`;
const FILES = {
  Gemfile: 'gem "rails"\ngem "puma"\n',
  'config/puma.rb': 'threads 5, 5\nworkers 2\n',
  'config/database.yml': `production:
  primary:
    adapter: mysql2
    host: <%= ENV["DATABASE_HOST"] %>
    pool: 5
  primary_replica:
    adapter: mysql2
    host: <%= ENV["READER_HOST"] %>
    pool: 5
    replica: true
`,
  'ops/puma.service': UNIT('/usr/bin/bundle exec puma -C config/puma.rb'),
  'ops/boot.sh': '#!/bin/bash\nset -e\nbin/rails db:migrate\nsystemctl enable --now puma nginx\n',
};

async function service(script: string) {
  const files = { ...FILES, 'cfn/template.yaml': TEMPLATE(script) };
  return createService(memoryPorts(new Map(Object.entries(files))));
}

describe('what an instance of a group does when it is made', () => {
  it('is followed into the scripts of the repository: units, and what they open', async () => {
    const { budgets } = await (await service('/srv/shop/ops/boot.sh')).capacity(ROOT);
    // 6 instances × 2 workers × 5; the replica is given no address here.
    assert.deepEqual(
      budgets.map(({ server, steady, rows }) => [server, steady, rows.map((row) => row.certainty)]),
      [['Database', 60, ['stated']]],
    );
  });

  it('is followed into the scripts by which CodeDeploy brings the program there', async () => {
    const files = {
      ...FILES,
      'appspec.yml': `version: 0.0
os: linux
hooks:
  ApplicationStop:
    - location: ops/stop.sh
  ApplicationStart:
    - location: ops/start.sh
      timeout: 120
`,
      'ops/stop.sh': '#!/bin/bash\nsystemctl start other\n',
      'ops/start.sh':
        '#!/bin/bash\n. /etc/shop.env\nif [ -n "${WORKER:-}" ]; then\n  systemctl start worker\nelse\n  systemctl enable --now puma\nfi\n',
      'ops/worker.service': UNIT('/usr/bin/bundle exec sidekiq -c 40'),
    };
    const told = async (script: string) => {
      const all = { ...files, 'cfn/template.yaml': TEMPLATE(script) };
      const made = createService(memoryPorts(new Map(Object.entries(all))));
      const { budgets } = await made.capacity(ROOT);
      return budgets.map(({ steady, rows }) => [steady, rows.map((row) => row.certainty)]);
    };
    const agent = 'aws s3 cp s3://aws-codedeploy-eu-west-1/latest/install . && ./install auto';
    // Puma alone: no variable says that this is a worker.
    assert.deepEqual(await told(agent), [[60, ['stated']]]);
    assert.notDeepEqual(await told('dnf install -y ruby'), [[60, ['stated']]]);
  });

  it('is not seen where the script is none of the repository', async () => {
    const { budgets } = await (await service('/opt/other/start.sh')).capacity(ROOT);
    assert.notEqual(budgets[0]?.rows[0]?.certainty, 'stated');
  });

  it('sets up the pooler beside its programs with a file of the repository, and leads it to its server', async () => {
    const ini = `[databases]
shop = host=@HOST@ dbname=shop
[pgbouncer]
listen_port = 6432
default_pool_size = 4
reserve_pool_size = 1
max_client_conn = 200
`;
    const files = {
      ...FILES,
      'config/database.yml':
        'production:\n  adapter: postgresql\n  host: 127.0.0.1\n  port: 6432\n  pool: 5\n',
      'ops/pgbouncer.ini': ini,
      'cfn/template.yaml': TEMPLATE(
        'sed "s/@HOST@/${Database.Endpoint.Address}/" /srv/shop/ops/pgbouncer.ini > /etc/pgbouncer/pgbouncer.ini\n            systemctl enable --now puma pgbouncer',
      ).replace('Engine: mysql', 'Engine: postgres'),
    };
    const { budgets } = await createService(memoryPorts(new Map(Object.entries(files)))).capacity(
      ROOT,
    );
    const found = Object.fromEntries(budgets.map(({ server, steady }) => [server, steady]));
    // 6 machines × 2 workers × 5 threads ask the poolers; 6 × (4 + 1) the server behind them.
    assert.deepEqual(found, { 'pgbouncer of Group (its clients)': 60, Database: 30 });
  });
});

describe('units of systemd that a script starts', () => {
  it('are as many as are named of a template', () => {
    const units = ['web', 'mail@1', 'mail@2', 'mail@2', 'task@{1..4}', 'job@{a,b,c}', 'any@${i}'];
    const counts = ['web', 'mail@', 'task@', 'job@', 'any@', 'none@', 'none'].map((name) =>
      unitInstances(name, units),
    );
    assert.deepEqual(counts, [1, 2, 4, 3, null, 0, 0]);
  });
});
