import { testCases } from '../support/rule-tests';

testCases(['pool', 'query', 'cache', 'replica', 'shard', 'settings']);
