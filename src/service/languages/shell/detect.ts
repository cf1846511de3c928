import type { Detector } from '../../contracts/language';

/** Scripts that start programs, by their names and what they do. */
export const shellDetector: Detector = {
  id: 'shell',
  mayBe: (path) => (SCRIPT.test(path) || ENTRY.test(path)) && !ASIDE.test(path),
  detect({ path, text }) {
    if (!this.mayBe(path)) return false;
    const hasShebang = /^#!.*\b(?:ba|da|a|k|z)?sh\b/.test(text);
    return (hasShebang || SCRIPT.test(path)) && (ENTRY.test(path) || STARTS.test(text));
  },
};

const SCRIPT = /\.(?:sh|bash|ash)$/;
/** Names that entry scripts of containers have. */
const ENTRY =
  /(?:^|\/)[\w.-]*(?:entry-?point|start|run|serve|boot|launch|worker|beat|prestart|release)[\w-]*(?:\.(?:sh|bash|ash))?$/i;
/** What takes the shell's place, or is told how many. */
const STARTS =
  /^[ \t]*exec[ \t]|\b(?:gunicorn|uvicorn|granian|hypercorn|daphne|puma|unicorn|uwsgi|pm2(?:-runtime)?|celery|sidekiq|supervisord|php-fpm|migrate|alembic|autoscale|redis-server|systemctl|db[ \t]upgrade)\b/m;
const ASIDE =
  /(?:^|\/)(?:tests?|testing|spec|specs|fixtures?|testdata|__tests__|target|obj|examples?)\//i;
