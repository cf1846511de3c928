// Writes the logs of a VS Code server in place of its native module, which is not compiled: without either,
// every log in the editor is empty. It has that module's interface, as far as VS Code uses it.
const { appendFileSync, mkdirSync, renameSync, statSync } = require('node:fs');
const { dirname } = require('node:path');

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];
const NAMES = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

class Logger {
  constructor(_type, _name, file, most = 0) {
    this.file = file;
    this.most = most;
    this.level = 2;
    this.isPlain = false;
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, '');
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  /** Lines are written as they come. */
  clearFormatters() {
    this.isPlain = true;
  }
  setPattern() {}
  flush() {}
  drop() {}
  write(level, message) {
    if (level < this.level) return;
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    try {
      if (this.most > 0 && statSync(this.file).size > this.most)
        renameSync(this.file, `${this.file}.1`);
      appendFileSync(this.file, this.isPlain ? message : `${time} [${NAMES[level]}] ${message}\n`);
    } catch {
      // The folder of a server that ends may be gone.
    }
  }
}
for (const [level, name] of LEVELS.entries()) {
  Logger.prototype[name] = function log(message) {
    this.write(level, message);
  };
}

const nothing = () => {};
const create = async (name, file, most, files) => new Logger('rotating', name, file, most, files);
// One by one: only such names can be imported where the whole is an ECMAScript module.
exports.version = 0;
exports.setLevel = nothing;
exports.setFlushOn = nothing;
exports.shutdown = nothing;
exports.Logger = Logger;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
