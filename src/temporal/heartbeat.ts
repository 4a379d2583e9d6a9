import type { Context } from '@temporalio/activity';
import type { ActivityInterceptors } from '@temporalio/worker';

/** An activity whose worker has said nothing of it for so long is taken for dead, and tried again elsewhere. */
export const heartbeatTimeout = '15s';

// The SDK passes on at most one in 0.8 × the time-out.
const beat = 4_000;

/**
 * Says every few seconds of each activity at work that it still is. Without, the server would notice a killed worker only
 * when its activities' time-outs have run out: ten minutes for a post.
 */
export function heartbeats(context: Context): ActivityInterceptors {
  return {
    inbound: {
      async execute(input, next) {
        const timer = setInterval(() => context.heartbeat(), beat);
        try {
          return await next(input);
        } finally {
          clearInterval(timer);
        }
      },
    },
  };
}
