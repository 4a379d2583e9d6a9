import { randomUUID } from 'node:crypto';
import { documentTypes, isDocumentType } from '../documents/document-key.ts';
import { requestResend, ResendRefused } from '../ledger/events.ts';
import { deliverEvent } from '../activities/delivery.ts';
import { workflowPage } from '../temporal/connection.ts';
import { CannotRun } from './exit-code.ts';
import { findOneDocument } from './find-document.ts';
import type { CommandBody } from './program.ts';

interface Options {
  readonly reason: string;
  readonly data: string;
  readonly by?: string;
  readonly company?: string;
}

/** `resend <type> <number> --reason …`: written to the ledger first, then told to the document, open or closed. */
export const resend: CommandBody<Options> = async (
  { config, db, temporal, person, say, give },
  options,
  type,
  number,
) => {
  const { data } = options;
  if (data !== 'stored' && data !== 'current') throw new CannotRun('--data is stored or current');
  if (!isDocumentType(type)) throw new CannotRun(`the type is one of ${documentTypes.join(', ')}`);
  const document = await findOneDocument(db(), {
    number: number ?? '',
    type,
    company: options.company,
  });
  const request = { id: randomUUID(), reason: options.reason, requestedBy: options.by ?? person, data } as const;
  try {
    await requestResend(db(), document.id, request, new Date());
  } catch (error) {
    if (error instanceof ResendRefused) throw new CannotRun(error.message);
    throw error;
  }
  const { key, workflowId, partner } = document;
  await deliverEvent(
    { config, db: db(), client: await temporal(), now: () => new Date() },
    {
      id: request.id,
      kind: 'resend',
      key,
      workflowId,
      number: document.number,
      partner: partner ?? '',
      payload: request,
    },
  );
  say(
    `${document.number} will be sent again to ${partner}. Follow it: syspro-sterling show ${document.number}${page(workflowPage(config, workflowId))}`,
  );
  give({ request: request.id, workflowId });
  return 0;
};

function page(address: string | undefined): string {
  return address ? `, or ${address}` : '';
}
