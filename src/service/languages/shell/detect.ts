import type { Detector } from '../../contracts/language';
import { BUILDS_IMAGE } from '../shared/image-builds';

/** Scripts that start programs or build images, by their names and what they do. */
export const shellDetector: Detector = {
  id: 'shell',
  mayBe: (path) =>
    (SCRIPT.test(path) || ENTRY.test(path) || COMMAND.test(path)) && !ASIDE.test(path),
  detect({ path, text }) {
    if (!this.mayBe(path)) return false;
    const hasShebang = /^#!.*\b(?:ba|da|a|k|z)?sh\b/.test(text);
    const isScript = hasShebang || SCRIPT.test(path);
    return isScript && (ENTRY.test(path) || STARTS.test(text) || BUILDS_IMAGE.test(text));
  },
};

const SCRIPT = /\.(?:sh|bash|ash)$/;
/** Names that entry scripts of containers have. */
const ENTRY =
  /(?:^|\/)[\w.-]*(?:entry-?point|start|run|serve|boot|launch|worker|beat|prestart|release)[\w-]*(?:\.(?:sh|bash|ash))?$/i;
/** Commands of a repository, which have no ending: `bin/web`. */
const COMMAND = /(?:^|\/)(?:bin|scripts?|docker|deploy)\/[\w-]+$/;
/** What takes the shell's place, or is told how many. */
const STARTS =
  /^[ \t]*exec[ \t]|\b(?:gunicorn|uvicorn|granian|hypercorn|daphne|puma|unicorn|uwsgi|pm2(?:-runtime)?|celery|sidekiq|supervisord|php-fpm|migrate|alembic|autoscale|redis-server|systemctl|db[ \t]upgrade)\b/m;
const ASIDE =
  /(?:^|\/)(?:tests?|testing|spec|specs|fixtures?|testdata|__tests__|target|obj|examples?)\//i;
