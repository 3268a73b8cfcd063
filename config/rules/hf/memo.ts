/** Several rules ask the same question about one config; it is answered once. */
import type { RuleContext } from '../../check/context';

export function perContext<T>(ask: (context: RuleContext) => Promise<T>): (context: RuleContext) => Promise<T> {
  const answers = new WeakMap<RuleContext, Promise<T>>();
  return (context) => {
    let answer = answers.get(context);
    if (!answer) {
      answer = ask(context);
      answers.set(context, answer);
    }
    return answer;
  };
}
