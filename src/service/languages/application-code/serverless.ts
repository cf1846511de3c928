import type { ApplicationModel } from './model';

/** How each grammar's files show that they are the handler of an AWS Lambda function. */
const LAMBDA: Readonly<Record<ApplicationModel['grammar'], RegExp>> = {
  typescript: javascript(),
  tsx: javascript(),
  python: /^(?:async )?def (?:lambda_handler|handler)\(\s*_?event\b[^,)]*,\s*_?context\b/m,
  go: /\blambda\.Start\w*\(/,
  java: /\bimplements\s+(?:[\w.]+\.)?Request(?:Stream)?Handler\b/,
};

/**
 * Whether a file is the handler of an AWS Lambda function. An exported `handler` alone is none: other
 * tools call theirs so as well, but do not hand them an event.
 */
export function isLambda({ grammar, text }: Pick<ApplicationModel, 'grammar' | 'text'>): boolean {
  if (grammar === 'go' && !text.includes('"github.com/aws/aws-lambda-go/lambda"')) return false;
  return LAMBDA[grammar].test(text);
}

function javascript(): RegExp {
  const exported =
    'export\\s+(?:const|let|async\\s+function|function)\\s+\\w*[hH]andler\\b|(?:module\\.)?exports\\.\\w*[hH]andler\\s*=';
  // A stretch of white space that is not bounded would be tried at each of its ends.
  const event =
    '\\s{0,20}(?::[^=\\n]{0,200})?=?\\s{0,20}(?:[\\w.]{1,60}\\()?\\s{0,20}(?:async\\b\\s{0,20})?(?:function\\b\\s{0,20}\\w{0,60}\\s{0,20})?\\(?\\s{0,20}_?(?:event|sqsEvent|evt)\\b';
  return new RegExp(`^[ \\t]*(?:${exported})${event}`, 'm');
}
