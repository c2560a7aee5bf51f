import type { Ask } from './instruction.ts';

interface Asked {
  readonly messageId: string;
  readonly ask: Ask;
}

/** The probe's answer to its event source mapping: what AWS accepts, or what it takes for a failure. */
export function answerOf(messages: readonly Asked[]): unknown {
  const asked = (ask: Ask) => messages.some((message) => message.ask === ask);
  if (asked('answer unknown id')) return failures({ itemIdentifier: 'no-such-message' });
  if (asked('answer empty id')) return failures({ itemIdentifier: '' });
  if (asked('answer null id')) return failures({ itemIdentifier: null });
  if (asked('answer wrong key')) return failures({ messageId: messages[0]?.messageId });
  return failures(
    ...messages.filter(isFailed).map(({ messageId }) => ({ itemIdentifier: messageId })),
  );
}

function failures(...batchItemFailures: readonly object[]) {
  return { batchItemFailures };
}

function isFailed({ ask }: Asked): boolean {
  return ask === 'fail' || (typeof ask === 'object' && 'leaveSeconds' in ask);
}
