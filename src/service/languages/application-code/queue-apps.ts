import type { QueueAppFact } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { celeryApp } from '../shared/celery';
import { pythonSettings } from '../shared/python-values';

/** The Celery application that a Python file makes, with what it is told about time and concurrency. */
export function queueApps(path: string, text: string): readonly Placed<QueueAppFact>[] {
  if (
    !path.endsWith('.py') ||
    !/\bCelery\(|\bconf\.(?:update\(|\w+\s*=)|^CELERY_[A-Z_]+\s*=/m.test(text)
  )
    return [];
  const app = celeryApp(pythonSettings(text));
  return app ? [app] : [];
}
