import { testRules } from '../support/rule-tests';

testRules(['pool', 'query', 'cache', 'replica', 'shard', 'settings']);
