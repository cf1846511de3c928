import { testCases } from '../support/rule-tests';

testCases(['nginx']);
