import type { Finding } from '../documents/finding.ts';
import { mailboxFindings, ruleFindings, type Route } from './binding.ts';
import type { SterlingClient } from './sterling-client.ts';

/**
 * Asks the server about one route: whether its mailbox is there, and whether its routing rule is and would take its messages. None
 * of the errors among the findings goes away by itself; the warnings hinder nothing. Two cheap reads, three with a mailbox for
 * answers.
 * @throws SterlingError when the server cannot be asked, which says nothing of the route
 */
export async function bindingVerdict(
  client: Pick<SterlingClient, 'findMailbox' | 'findRoutingRule'>,
  route: Route,
  signal?: AbortSignal,
): Promise<Finding[]> {
  const { mailbox, routingRule, answersMailbox } = route;
  const findings = mailboxFindings(mailbox, (await client.findMailbox(mailbox, signal)) !== undefined);
  if (routingRule !== undefined)
    findings.push(...ruleFindings(routingRule, await client.findRoutingRule(routingRule, signal), [route]));
  if (answersMailbox !== undefined && answersMailbox !== mailbox)
    findings.push(...mailboxFindings(answersMailbox, (await client.findMailbox(answersMailbox, signal)) !== undefined));
  return findings;
}
