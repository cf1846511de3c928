import { testPages } from '../support/rule-tests';

testPages(['pool', 'query', 'cache', 'replica', 'shard', 'settings']);
