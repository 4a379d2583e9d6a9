import { Client as GrpcClient, credentials, Metadata, status, type ServiceError } from '@grpc/grpc-js';
import protobuf from 'protobufjs';
import type { Config } from '../config.ts';
import { temporalConnection } from './connection.ts';
import { documentsQueue } from './task-queues.ts';

/**
 * Whether the server shares the queue `documents` out fairly between partners. `unused`: nothing has gone through it yet, so
 * it shows nothing. `hidden`: the server does not let us see.
 */
export type Fairness = 'on' | 'off' | 'unused' | 'hidden';

// The public API does not say. The server's own AdminService does: a queue served fairly counts its backlog in fair levels,
// another in plain ones. Of its messages (temporal.server.api, server 1.32) only what is needed is declared.
const { root } = protobuf.parse(`syntax = "proto3";
  message Partition { string task_queue = 1; int32 task_queue_type = 2; int32 normal_partition_id = 3; }
  message Versions { bool unversioned = 2; }
  message Request { string namespace = 1; Partition task_queue_partition = 2; Versions build_ids = 3; }
  message Level { int64 task_pass = 1; }
  message Status { int64 ack_level = 2; Level fair_ack_level = 8; bool draining = 10; }
  message Physical { repeated Status internal_task_queue_status = 3; }
  message Version { Physical physical_task_queue_info = 2; }
  message Response { map<string, Version> versions_info_internal = 1; }`);
const requestType = root.lookupType('Request');
const responseType = root.lookupType('Response');
const method = '/temporal.server.api.adminservice.v1.AdminService/DescribeTaskQueuePartition';
// A queue has four partitions unless the server is told otherwise; tasks are dealt out among them at random.
const partitions = [0, 1, 2, 3];
const taskQueueTypes = [1, 2];

interface QueueStatus {
  readonly ackLevel?: unknown;
  readonly fairAckLevel?: object;
  /** What is left of the time before fairness was switched on or off. */
  readonly draining?: boolean;
}

interface Answer {
  readonly versionsInfoInternal?: Readonly<
    Record<string, { physicalTaskQueueInfo?: { internalTaskQueueStatus?: readonly QueueStatus[] } }>
  >;
}

/** Asks the server how it serves the queue `documents`. Only reads. @throws Error when the server does not answer */
export async function readFairness(config: Config): Promise<Fairness> {
  const { address, tls, apiKey } = temporalConnection(config);
  const client = new GrpcClient(address, credentialsOf(tls));
  const metadata = new Metadata();
  if (apiKey) metadata.set('authorization', `Bearer ${apiKey}`);
  try {
    const found: QueueStatus[] = [];
    for (const taskQueueType of taskQueueTypes) {
      for (const normalPartitionId of partitions) {
        const partition = { taskQueue: documentsQueue, taskQueueType, normalPartitionId };
        const answer = await describe(client, metadata, config.temporal.namespace, partition);
        if (answer === 'hidden') return 'hidden';
        for (const version of Object.values(answer.versionsInfoInternal ?? {})) {
          found.push(...(version.physicalTaskQueueInfo?.internalTaskQueueStatus ?? []).filter((one) => !one.draining));
        }
      }
    }
    if (found.some((one) => one.fairAckLevel !== undefined)) return 'on';
    return found.some((one) => one.ackLevel !== undefined) ? 'off' : 'unused';
  } finally {
    client.close();
  }
}

function describe(
  client: GrpcClient,
  metadata: Metadata,
  namespace: string,
  partition: object,
): Promise<Answer | 'hidden'> {
  const request = requestType.create({ namespace, taskQueuePartition: partition, buildIds: { unversioned: true } });
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      method,
      (message: protobuf.Message) => Buffer.from(requestType.encode(message).finish()),
      // Fields at their default are left out of the object: an absent level is one never moved.
      (bytes: Buffer) => responseType.toObject(responseType.decode(bytes)) as Answer,
      request,
      metadata,
      { deadline: Date.now() + 10_000 },
      (error: ServiceError | null, answer?: Answer) => {
        if (error && isHidden(error)) resolve('hidden');
        else if (error) reject(new Error(error.details));
        else resolve(answer ?? {});
      },
    );
  });
}

/** A managed service, or an account without administrator's rights. */
function isHidden({ code }: ServiceError): boolean {
  return code === status.PERMISSION_DENIED || code === status.UNIMPLEMENTED || code === status.UNAUTHENTICATED;
}

function credentialsOf(tls: ReturnType<typeof temporalConnection>['tls']): ReturnType<typeof credentials.createSsl> {
  if (!tls) return credentials.createInsecure();
  if (tls === true) return credentials.createSsl();
  const { serverRootCACertificate: ca, clientCertPair: pair } = tls;
  const bytes = (pem: Uint8Array | undefined): Buffer | null => (pem ? Buffer.from(pem) : null);
  return credentials.createSsl(bytes(ca), bytes(pair?.key), bytes(pair?.crt));
}
