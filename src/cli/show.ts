import { differences } from '../documents/differences.ts';
import { documentTypes, isDocumentType } from '../documents/document-key.ts';
import { followedSends, type FollowedSend } from '../ledger/document-standing.ts';
import {
  readAmendment,
  readContent,
  readTrail,
  readTransmissions,
  type DocumentSummary,
  type TrailRow,
  type TransmissionRow,
} from '../ledger/queries.ts';
import { answersOfDocument, type AnswerRow } from '../ledger/inbox.ts';
import { lastSweep } from '../ledger/sweeps.ts';
import { workflowPage } from '../temporal/connection.ts';
import { queuedText } from './document-row.ts';
import { answerText } from './answer-text.ts';
import { CannotRun } from './exit-code.ts';
import { findOneDocument } from './find-document.ts';
import { findingText } from './finding-text.ts';
import { followedText } from './followed-text.ts';
import type { CommandBody } from './program.ts';
import { silence } from './sweep-silence.ts';
import { trailText } from './trail-text.ts';

interface Options {
  readonly company?: string;
  readonly type?: string;
  readonly content?: boolean;
}

/** `show <number>`: the whole story of a document, in order and in words. */
export const show: CommandBody<Options> = async ({ config, db, say, give }, options, number) => {
  const { type } = options;
  if (type !== undefined && !isDocumentType(type)) throw new CannotRun(`--type is one of ${documentTypes.join(', ')}`);
  const document = await findOneDocument(db(), {
    number: number ?? '',
    type,
    company: options.company,
  });
  const transmissions = await readTransmissions(db(), document.id);
  const answers = await answersOfDocument(db(), document.id);
  const trail = await readTrail(db(), document.id);
  const amendment = await readAmendment(db(), document.id);
  const changes = amendment ? differences(amendment.sent as object, amendment.amended as object) : [];
  const contents = options.content ? await Promise.all(transmissions.map(({ id }) => readContent(db(), id))) : [];

  say(heading(document));
  const followed = new Map((await followedSends(db(), document.id)).map((send) => [send.transmission, send]));
  for (const transmission of transmissions) {
    const text = sendText(transmission, followed.get(transmission.id));
    say([text, ...answersText(answers, transmission.sequence)].join('\n'));
  }
  const swept = followed.size > 0 ? await lastSweep(db()) : undefined;
  if (swept && swept.outcome !== 'complete')
    say(`\nThe last sweep (${time(swept.startedAt)}) could not look into every mailbox: ${swept.cause}`);
  const silent = swept && silence(config.sterling.sweep, swept.endedAt ?? undefined, new Date());
  if (silent !== undefined) say(`\nAttention: ${silent}. syspro-sterling ping says what to do`);
  const queued = queuedText(document);
  if (queued !== undefined) say(`\nNothing is wrong with it; it is ${queued}`);
  if (document.attention) {
    say(`\nNeeds attention: ${document.attention}`);
    for (const finding of document.findings) say(`  ${findingText(finding).replaceAll('\n', '\n  ')}`);
    say(`  Then: ${remedy(document, workflowPage(config, document.workflowId))}`);
  }
  if (document.overdue) {
    say(`\nOverdue since ${time(document.overdueSince)}: ${document.overdue}`);
    for (const finding of document.overdueFindings) say(`  ${findingText(finding).replaceAll('\n', '\n  ')}`);
  }
  if (amendment) {
    say(`\nChanged in SYSPRO after it was sent (read ${time(amendment.readAt)}); held, not sent again`);
    for (const { path, before = 'nothing', after = 'nothing' } of changes) say(`  ${path}: ${before} → ${after}`);
  }
  say('\nTrail');
  for (const entry of trail) say(`  ${trailLine(entry)}`);
  contents.forEach(
    (content, index) => content && say(`\nInterchange of send ${index + 1}\n${content.toString('utf8')}`),
  );
  give({
    document,
    transmissions,
    followed: [...followed.values()].map(withoutProfile),
    changes,
    trail,
    contents: contents.map((content) => content?.toString('utf8')),
  });
  return document.attention || document.overdue ? 1 : 0;
};

/** What a person does when the cause is corrected. */
function remedy({ attention, key, number }: DocumentSummary, page: string | undefined): string {
  switch (attention) {
    case 'REJECTED-BY-PARTNER':
      return `syspro-sterling resend ${key.type} ${number} --data current --reason …`;
    case 'ANSWERED-ALTHOUGH-CANCELLED':
      return `syspro-sterling mark-sent ${key.type} ${number} --reason …`;
    case null:
    default:
      return `update "retry" of its workflow${pageOf(page)}`;
  }
}

/** The profile is long, and no part of the story. */
function withoutProfile(send: FollowedSend): Omit<FollowedSend, 'profile'> {
  const { profile: _, ...rest } = send;
  return rest;
}

function heading({
  number,
  key,
  partner,
  partyCode,
  date,
  contentHash,
  firstReadAt,
  stage,
  disposition,
  dispositionCause,
}: DocumentSummary): string {
  const role = key.type === 'purchase-order' ? 'supplier' : 'customer';
  // Its last send may have been given up because it went by other means.
  const where = disposition ? `${disposition} (${dispositionCause})` : (stage ?? 'not sent');
  return [
    `${key.type} ${number} of company ${key.company}: ${where}`,
    `  SYSPRO record   ${key.key}${date ? `, dated ${date}` : ''}, first read ${time(firstReadAt)}, sha256 ${contentHash}`,
    `  Partner         ${partner ?? 'none'} (${role} ${partyCode})`,
  ].join('\n');
}

function sendText(send: TransmissionRow, followed: FollowedSend | undefined): string {
  const lines = [
    `\nSend ${send.sequence}: ${send.stage}${send.reason ? `, because: ${send.reason} (${send.requestedBy ?? ''})` : ''}`,
  ];
  if (send.interchange !== null) {
    lines.push(
      `  Interchange     ${send.interchange}, group ${send.group}, set ${send.set}${send.together > 1 ? ` of ${send.together}` : ''}; ${send.size} bytes, sha256 ${send.sha256}, rendered ${time(send.renderedAt)}`,
    );
    lines.push(
      `  Mailbox entry   ${send.message ?? (send.postedAt ? 'of unknown number' : 'none yet')} in ${send.mailbox}, named ${send.messageName}${send.postedAt ? `, posted ${time(send.postedAt)}` : ''}; attempts: ${send.attempts}`,
    );
  }
  if (followed) lines.push(`  Since then      ${followedText(followed)}`);
  return lines.join('\n');
}

/** What was answered to a send, in the order it arrived. */
function answersText(answers: readonly AnswerRow[], sequence: number): string[] {
  return answers
    .filter((answer) => answer.sequence === sequence)
    .flatMap((answer) => {
      const [head = '', ...more] = answerText(answer);
      return [
        `  Answer          ${head}`,
        ...more.map((line) => `                ${line}`),
        `                  in message ${answer.message} in ${answer.mailbox}, arrived ${time(answer.arrivedAt)}`,
      ];
    });
}

function trailLine(entry: TrailRow): string {
  return `${time(entry.at)}  ${entry.event.padEnd(22)} ${trailText(entry)}`;
}

function time(at: Date | null): string {
  return at ? at.toISOString().replace('T', ' ').replace('Z', '') : '';
}

function pageOf(address: string | undefined): string {
  return address ? ` at ${address}` : '';
}
