import { testCases } from '../support/rule-tests';

testCases(['topology', 'capacity']);
