import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyse, factsOf } from '../runtime/support';

/** How many messages each handler of a file is said to work on at once; `-` where nothing says so. */
async function atOnce(path: string, text: string): Promise<readonly string[]> {
  const { places } = await analyse(path, text);
  const routes = await factsOf('route', path, text);
  return routes
    .filter(({ on }) => on === 'message')
    .map(({ framework, atOnce: count }) => {
      if (!count) return `${framework} -`;
      assert.ok(places.has(count.path), count.path);
      const { reference } = count.state === 'unknown' ? count : {};
      const open = reference ? `${reference.name} or ${reference.fallback}` : count.state;
      return `${framework} ${count.state === 'known' ? count.value : open}`;
    });
}

describe('the messages that a process works on at once', () => {
  it('are told by the options of BullMQ', async () => {
    const worker = (options: string) =>
      atOnce(
        'jobs.js',
        `const { Worker } = require('bullmq');\nconst concurrency = 12;\nnew Worker('mail', async (job) => job.data, ${options});\n`,
      );
    assert.deepEqual(await worker('{ connection, concurrency: 20 }'), ['BullMQ 20']);
    assert.deepEqual(await worker('{ concurrency }'), ['BullMQ 12']);
    const read = '{ concurrency: Number(process.env.JOBS ?? 5) }';
    assert.deepEqual(await worker(read), ['BullMQ JOBS or 5']);
    assert.deepEqual(await worker('{ concurrency: perCore(4) }'), ['BullMQ unknown']);
    assert.deepEqual(await worker('{ connection }'), ['BullMQ -']);
    assert.deepEqual(await worker('options'), ['BullMQ -']);
  });

  it('are told by decorators of Nest', async () => {
    const processor = `import { Processor, WorkerHost } from '@nestjs/bullmq';
@Processor('mail', { concurrency: 25 })
export class Mails extends WorkerHost {
  async process(job) { return job; }
  other() {}
}
@Processor('plain')
export class Plain extends WorkerHost {
  async process(job) { return job; }
}
`;
    assert.deepEqual(await atOnce('mails.ts', processor), ['BullMQ 25', 'BullMQ -']);
    const bull = `import { Process, Processor } from '@nestjs/bull';
@Processor('mail')
export class Mails {
  @Process({ name: 'send', concurrency: 7 })
  async send(job) { return job; }
}
`;
    assert.deepEqual(await atOnce('mails.ts', bull), ['NestJS 7']);
  });

  it('are told by Bull, whether or not its jobs have a name', async () => {
    const text = `const Queue = require('bull');
const mails = new Queue('mails');
mails.process(50, async (job) => job.data);
mails.process('send', 8, async (job) => job.data);
mails.process('drop', async (job) => job.data);
`;
    assert.deepEqual(await atOnce('jobs.js', text), ['Bull 50', 'Bull 8', 'Bull -']);
  });

  it('are told by the prefetch of a channel, and by partitions of Kafka', async () => {
    const amqp = `const amqp = require('amqplib');
async function main() {
  const channel = await (await amqp.connect(process.env.AMQP_URL)).createChannel();
  await channel.prefetch(30);
  await channel.consume('orders', async (message) => channel.ack(message));
  await other.consume('orders', async (message) => other.ack(message));
}
`;
    assert.deepEqual(await atOnce('jobs.js', amqp), ['AMQP 30', 'AMQP -']);
    const kafka = `const { Kafka } = require('kafkajs');
consumer.run({ partitionsConsumedConcurrently: 6, eachMessage: async ({ message }) => message });
`;
    assert.deepEqual(await atOnce('jobs.js', kafka), ['KafkaJS 6']);
  });

  it('are told by listeners of Spring: the most of a range', async () => {
    const text = `package shop;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.jdbc.core.JdbcTemplate;
class Orders {
  @RabbitListener(queues = "orders", concurrency = "5-40")
  void order(String text) {}
  @RabbitListener(queues = "bills")
  void bill(String text) {}
}
`;
    assert.deepEqual(await atOnce('Orders.java', text), ['RabbitListener 40', 'RabbitListener -']);
  });
});
