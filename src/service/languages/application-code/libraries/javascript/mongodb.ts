import { type Mapper, readsMany, readsOne, writes } from '../../queries/found';
import { defineLibrary, pool } from '../library';
import { UNLIMITED } from '../meanings';
import { MONGODB_DRIVER } from '../mongodb-options';

/** `db.collection('orders')`, with what follows it. */
const COLLECTION = /\.collection(?:<[^()]{1,80}>)?\((?:(["'`])(\w+)\1|[^()]*)\)((?:\.[\s\S]*)?)$/;
const ONE = /^(?:findOne|countDocuments|estimatedDocumentCount|distinct)$/;
const CHANGES =
  /^(?:insertOne|insertMany|updateOne|updateMany|deleteOne|deleteMany|replaceOne|bulkWrite|findOneAnd\w+)$/;

/** `db.collection('orders').find({}).toArray()`: nobody else has collections that are asked so. */
const collection: Mapper = ({ receiver, method }) => {
  const isList = method === 'toArray';
  if (!isList && !ONE.test(method) && !CHANGES.test(method)) return undefined;
  const [whole, , name, chain = ''] = COLLECTION.exec(receiver) ?? [];
  if (whole === undefined) return undefined;
  if (!isList) return CHANGES.test(method) ? writes(name ?? null) : readsOne(name ?? null);
  return readsMany(name ?? null, /^\.find\((?:\{\})?\)/.test(chain) && !/\.limit\(/.test(chain));
};

/** MongoDB driver, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'MongoDB driver',
  language: 'javascript',
  modules: ['mongodb'],
  engine: 'mongodb',
  constructs: [pool('MongoClient', 1), pool('MongoClient.connect', 1)],
  options: MONGODB_DRIVER,
  inAddress: { max: 'maxPoolSize', min: 'minPoolSize' },
  unknownOption: 'throws',
  acquires: 'forever',
  minAboveMax: 'throws',
  outOfRange: (option, value) => (option === 'maxPoolSize' && value === 0 ? UNLIMITED : undefined),
  snippet: {
    prefix: 'pool-mongodb',
    lines: [
      "import { MongoClient } from 'mongodb';",
      '',
      "export const mongo = new MongoClient(process.env.MONGODB_URL ?? '', {",
      '  @NAME: VALUE,',
      '});',
    ],
  },
  queries: [collection],
  version: '7.9',
  since: 4,
  source: 'mongodb.pool',
});
