import { receiverRoot, type Use, type Uses } from '../uses';

/** A way to ask a database that is told by its form, for what is asked is made by a framework or is no name. */
type Form = (use: Use, uses: Uses) => boolean;

/** `connection.cursor()`, `connections["default"].ensure_connection()` of Django. */
const django: Form = ({ receiver, method }, { imports }) => {
  if (!/^(?:cursor|ensure_connection)$/.test(method)) return false;
  const binding = imports.get(receiverRoot(receiver));
  return binding?.module === 'django.db' && /^connections?$/.test(binding.name);
};

/** `this.db.pingCheck('database')` of Nest's Terminus, by the type of its indicator. */
const terminus: Form = ({ receiver, method }, { typed }) => {
  if (method !== 'pingCheck') return false;
  const name = receiver.slice(receiver.lastIndexOf('.') + 1);
  return typed.some((each) => each.name === name && INDICATORS.test(each.type));
};

const INDICATORS = /^(?:TypeOrm|Prisma|Sequelize|Mongoose|MikroOrm)HealthIndicator$/;

/** `mongoose.connection.db.admin().ping()`, `client.db().command({ ping: 1 })`, `client.admin.command("ping")`. */
const mongodb: Form = ({ receiver, method, arguments: values }) =>
  method === 'ping'
    ? /\.admin(?:\(\))?$/.test(receiver)
    : method === 'command' &&
      /(?:\bdb(?:\([^()]*\))?|\.admin(?:\(\))?)$/.test(receiver) &&
      /^(?:\{\s*["']?ping\b|["']ping["'])/.test(values[0]?.text ?? '');

const FORMS: readonly Form[] = [django, terminus, mongodb];

/** Whether a call asks a database by its form alone. */
export function asksByForm(use: Use, uses: Uses): boolean {
  return FORMS.some((asks) => asks(use, uses));
}
