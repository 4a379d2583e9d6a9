import type { CompanyConfig, Config } from '../config.ts';
import { streamNames, type StreamName } from '../documents/stream.ts';
import { sysproQueue } from '../temporal/task-queues.ts';
import { CannotRun } from './exit-code.ts';

/** A configured stream that a command is to work on. */
export interface AskedStream {
  readonly company: CompanyConfig;
  readonly stream: StreamName;
  readonly sysproQueue: string;
}

/** The configured streams a command is asked for: of every company, and all of them, unless told. @throws CannotRun when there is none */
export function askedStreams(config: Config, options: { company?: string; stream?: string }): AskedStream[] {
  const streams = config.companies
    .filter(({ code }) => options.company === undefined || code === options.company)
    .flatMap((company) =>
      streamNames
        .filter((stream) => company.streams[stream] && (options.stream === undefined || stream === options.stream))
        .map((stream) => ({ company, stream, sysproQueue: sysproQueue(company.syspro.enet.operator) })),
    );
  if (streams.length === 0) {
    const of = options.company === undefined ? 'any company' : `company ${options.company}`;
    throw new CannotRun(`${config.file} has no stream ${options.stream ?? ''} of ${of}`.replace('  ', ' '));
  }
  return streams;
}
