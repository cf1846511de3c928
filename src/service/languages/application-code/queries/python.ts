import { type Mapper, readsOne, writes } from './found';

const DJANGO = /^django\b/;

/** `User.objects.get(…)` of Django. */
export const django: Mapper = ({ receiver, method }, { has }) => {
  const manager = has(DJANGO) ? /^([A-Z]\w*)\.objects$/.exec(receiver)?.[1] : undefined;
  if (manager === undefined) return undefined;
  if (/^(?:get|first|last)$/.test(method)) return readsOne(manager);
  return /^(?:create|update|bulk_create|delete)$/.test(method) ? writes(manager) : undefined;
};
