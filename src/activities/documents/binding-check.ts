import type { Finding } from '../../documents/finding.ts';
import type { Route } from '../../sterling/binding.ts';
import { bindingVerdict } from '../../sterling/binding-verdict.ts';
import { wouldMatch, type RoutingRule } from '../../sterling/routing-rules.ts';
import type { SterlingClient } from '../../sterling/sterling-client.ts';
import type { SterlingDependencies } from '../dependencies.ts';

/** Where one message is to go, and the rule that is to take it from there. */
export interface MessageRoute {
  readonly mailbox: string;
  readonly routingRule?: string;
  readonly messageName: string;
}

/** Whether what is about to be posted would arrive: asked of the server, and remembered for some minutes where all is well. */
export interface BindingCheck {
  /** Whether it was found to be well not long ago. Asks nobody. */
  known(route: MessageRoute): boolean;
  /** What keeps the message from being taken. @throws SterlingError when the server cannot be asked */
  errors(route: MessageRoute, signal: AbortSignal): Promise<readonly Finding[]>;
}

// So long a partner's backlog costs no more reads than one document; so long a mailbox deleted meanwhile is noticed by the post itself.
const remembered = 300_000;

interface Good {
  readonly at: number;
  readonly rule?: RoutingRule;
}

/** A check with a memory of its own. What is wrong is never remembered: somebody may have corrected it a moment ago. */
export function createBindingCheck({
  sterling,
  now,
}: Pick<SterlingDependencies, 'now'> & {
  readonly sterling: Pick<SterlingClient, 'findMailbox' | 'findRoutingRule'>;
}): BindingCheck {
  const good = new Map<string, Good>();
  const underWay = new Map<string, Promise<readonly Finding[]>>();

  const known = (route: MessageRoute): boolean => {
    const found = good.get(keyOf(route));
    if (!found || now().getTime() - found.at >= remembered) return false;
    return !found.rule || wouldMatch(found.rule, route.mailbox, route.messageName);
  };

  async function ask(route: MessageRoute, signal: AbortSignal): Promise<readonly Finding[]> {
    const { mailbox, routingRule, messageName } = route;
    let rule: RoutingRule | undefined;
    const client: Pick<SterlingClient, 'findMailbox' | 'findRoutingRule'> = {
      findMailbox: (path, aborted) => sterling.findMailbox(path, aborted),
      async findRoutingRule(name, aborted) {
        rule = await sterling.findRoutingRule(name, aborted);
        return rule;
      },
    };
    const asked: Route = { mailbox, messageNames: [messageName], ...(routingRule !== undefined && { routingRule }) };
    const findings = await bindingVerdict(client, asked, signal);
    const errors = findings.filter(({ severity }) => severity === 'error');
    if (errors.length === 0) good.set(keyOf(route), { at: now().getTime(), ...(rule && { rule }) });
    return errors;
  }

  return {
    known,
    async errors(route, signal) {
      const key = keyOf(route);
      // Many documents of one partner come at once after an outage: the first asks for all.
      await underWay.get(key)?.catch(() => undefined); // whoever asked is told; this one asks again
      if (known(route)) return [];
      const asking = ask(route, signal);
      underWay.set(key, asking);
      try {
        return await asking;
      } finally {
        if (underWay.get(key) === asking) underWay.delete(key);
      }
    },
  };
}

function keyOf({ mailbox, routingRule }: MessageRoute): string {
  return JSON.stringify([mailbox, routingRule ?? null]);
}
