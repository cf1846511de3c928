import { testPages } from '../support/rule-tests';

testPages(['nginx']);
