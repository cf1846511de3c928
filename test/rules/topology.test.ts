import { testPages } from '../support/rule-tests';

testPages(['topology', 'capacity']);
