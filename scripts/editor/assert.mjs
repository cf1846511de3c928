// The three assertions of the editor suite, for hosts without Node's own.

export function ok(value, message) {
  if (!value) throw new Error(message ?? 'expected a value');
}

export function equal(actual, expected) {
  ok(actual === expected, `expected ${expected}, got ${actual}`);
}

export function notEqual(actual, other) {
  ok(actual !== other, `expected something else than ${other}`);
}

export function deepEqual(actual, expected) {
  equal(JSON.stringify(actual, null, 1), JSON.stringify(expected, null, 1));
}
