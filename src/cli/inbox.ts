import { listInbox, readInboundContent, type InboxMessage } from '../ledger/inbox.ts';
import { readAtMost } from '../translation/answers/message.ts';
import { annotate, annotationLines, answerLines } from '../x12/annotate/index.ts';
import { unwrapped } from '../x12/index.ts';
import { answerText, belongsText } from './answer-text.ts';
import { CannotRun } from './exit-code.ts';
import { findingText } from './finding-text.ts';
import { printable, printableLines } from './printable.ts';
import type { CommandBody } from './program.ts';

interface Options {
  readonly unmatched?: boolean;
  readonly message?: string;
  readonly content?: boolean;
  readonly limit: string;
}

/** `inbox`: what was taken from the mailboxes answers come to, what it is, and whom it belongs to. */
export const inbox: CommandBody<Options> = async ({ db, say, give }, options) => {
  const limit = Number(options.limit);
  if (!Number.isInteger(limit) || limit < 1) throw new CannotRun('--limit is a whole number from 1');
  const { message, unmatched, content } = options;
  if (content && message === undefined) throw new CannotRun('--content is of one message: say which with --message');
  const messages = await listInbox(db(), {
    limit,
    ...(unmatched !== undefined && { unmatched }),
    ...(message !== undefined && { message }),
  });
  if (message !== undefined && messages.length === 0)
    throw new CannotRun(`no message ${message} was taken from any mailbox`);
  if (messages.length === 0) say(unmatched ? 'Nothing that belongs to nobody.' : 'No messages.');
  const contents = content ? await Promise.all(messages.map(({ id }) => readInboundContent(db(), id, readAtMost))) : [];
  messages.forEach((one, index) => {
    say(inboxText(one));
    const bytes = contents[index];
    if (bytes) say(contentText(bytes, one.size));
  });
  give(
    messages.map((one, index) => ({ ...one, ...(contents[index] && { content: contents[index].toString('base64') }) })),
  );
  return 0;
};

/** A message and what it said, in lines for a person. */
export function inboxText(message: InboxMessage): string {
  const { arrivedAt, takenAt, handledAt, failures, failedWith, answers, said, findings } = message;
  const state = handledAt
    ? []
    : [printable(failures > 0 ? `  Could not be handled ${failures} times: ${failedWith}` : '  Not handled yet')];
  return [
    printable(`#${message.id}  message ${message.message} in ${message.mailbox}, named ${message.name}`),
    `  ${message.size} bytes, sha256 ${message.sha256}${arrivedAt ? `, arrived ${time(arrivedAt)}` : ''}, taken ${time(takenAt)}`,
    ...state,
    ...findings.map((finding) => `  ${findingText(finding).replaceAll('\n', '\n  ')}`),
    ...answers.flatMap((answer) => [
      printable(`  To ${belongsText(answer)}`),
      ...answerText(answer).map((line) => `    ${line}`),
    ]),
    ...(said > answers.length ? [`  … and ${said - answers.length} more; --message ${message.message} shows all`] : []),
  ].join('\n');
}

/** The content, explained where it is X12, else as it is. */
function contentText(bytes: Buffer, size: number): string {
  if (size > bytes.length)
    return `\nThe first ${bytes.length} of ${size} bytes\n${printableLines(bytes.toString('latin1'))}`;
  const text = bytes.toString('utf8');
  if (!/^\uFEFF?\s*ISA/.test(text)) return `\n${printableLines(bytes.toString('latin1'))}`;
  const annotation = annotate(unwrapped(text));
  return [
    '',
    ...annotationLines(annotation).map(printableLines),
    '',
    'WHAT IT ANSWERS',
    '',
    ...annotation.answers.flatMap(answerLines).map(printableLines),
  ].join('\n');
}

function time(at: Date): string {
  return at.toISOString().replace('T', ' ').replace('Z', '');
}
