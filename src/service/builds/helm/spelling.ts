import type { Operand, Pipe } from './template';

/** A pipe as people write it, for drawings: `eq .Values.mode "busy" | not`. */
export function spelledPipe({ variables, assigns, commands }: Pipe): string {
  const told = commands.map((command) => command.map(spelled).join(' ')).join(' | ');
  return variables.length === 0 ? told : `${variables.join(', ')} ${assigns ? '=' : ':='} ${told}`;
}

function spelled(operand: Operand): string {
  switch (operand.kind) {
    case 'dot':
      return '.';
    case 'nil':
      return 'nil';
    case 'text':
      return JSON.stringify(operand.text);
    case 'boolean':
    case 'number':
      return `${operand.value}`;
    case 'field':
      return operand.names.map((name) => `.${name}`).join('');
    case 'variable':
      return [operand.name, ...operand.names].join('.');
    case 'function':
      return operand.name;
    case 'pipe':
      return [`(${spelledPipe(operand.pipe)})`, ...operand.names].join('.');
  }
}
