import { mailboxesNeeded, ruleFindings, type RoutingBinding } from './binding.ts';
import { fewAtOnce } from './few-at-once.ts';
import type { OnServer, Provision } from './provision-plan.ts';
import type { SterlingClient } from './sterling-client.ts';
import { SterlingError } from './sterling-error.ts';

type Client = Pick<
  SterlingClient,
  'findMailbox' | 'createMailbox' | 'findRoutingRule' | 'listRoutingRules' | 'createRoutingRule'
>;

/** What new routing rules start, and as whom. */
export interface NewRules {
  readonly process: string;
  readonly runAs: string;
}

/**
 * What the server has of what is needed. Only reads.
 * @param sweepMailboxes mailboxes that are needed besides those of the bindings
 * @throws SterlingError
 */
export async function readOnServer(
  client: Pick<Client, 'findMailbox' | 'listRoutingRules'>,
  bindings: readonly RoutingBinding[],
  sweepMailboxes: readonly string[],
  signal?: AbortSignal,
): Promise<OnServer> {
  const rules = await client.listRoutingRules(signal);
  const paths = [...mailboxesNeeded(bindings, sweepMailboxes).keys()];
  const found = await fewAtOnce(paths.map((path) => () => client.findMailbox(path, signal)));
  return { mailboxes: new Set(paths.filter((_, index) => found[index] !== undefined)), rules };
}

/**
 * Makes what a plan says would be made: mailboxes with those above them, then rules, one after another, since one may need the one
 * before. What is made is read back. A request without an answer is not repeated: the thing is looked up, and where it is not there,
 * the next run will find it or make it. Once Sterling cannot be reached or refuses the account, nothing more is tried.
 * @param bindings every binding, to try new rules with
 * @returns the plan with what came of it
 */
export async function makeProvisions(
  client: Client,
  plan: readonly Provision[],
  bindings: readonly RoutingBinding[],
  rules: NewRules | undefined,
  signal?: AbortSignal,
): Promise<Provision[]> {
  const done: Provision[] = [];
  let stopped: string | undefined;
  for (const item of plan) {
    if (item.state !== 'would be made' || item.create === undefined) done.push(item);
    else if (stopped !== undefined) done.push({ ...item, state: 'not made', detail: `not tried: ${stopped}` });
    else {
      try {
        done.push(
          item.kind === 'mailbox'
            ? await makeMailbox(client, item, item.create, signal)
            : await makeRule(client, item, item.create, bindings, rules, signal),
        );
      } catch (error) {
        if (!(error instanceof SterlingError)) throw error;
        done.push({ ...item, state: 'not made', detail: `${error.code}: ${error.message}`, fix: error.fix });
        if (error.outcome === 'not-received' && error.code !== 'STERLING-FORBIDDEN') stopped = error.code;
      }
    }
  }
  return done;
}

type New = NonNullable<Provision['create']>;

async function makeMailbox(
  client: Client,
  item: Provision,
  { mailboxes: [mailbox], description }: New,
  signal?: AbortSignal,
) {
  const how = await lookedUp(
    () => client.createMailbox({ path: mailbox, description }, signal),
    () => client.findMailbox(mailbox, signal),
  );
  if (how === 'nothing') return unanswered(item);
  const seen = await client.findMailbox(mailbox, signal);
  if (seen) return { ...item, ...madeText(how, `mailbox ${seen.id}`) };
  const detail = `made, but the account does not see it`;
  return { ...item, state: 'not made', detail, fix: 'Give the account permission on it.' } as const;
}

async function makeRule(
  client: Client,
  item: Provision,
  { mailboxes: [first, ...further], messageNamePattern }: New,
  bindings: readonly RoutingBinding[],
  rules: NewRules | undefined,
  signal?: AbortSignal,
): Promise<Provision> {
  // One without all of its mailboxes would differ from then on, and would not be made again.
  const idOf = async (mailbox: string): Promise<string | undefined> => (await client.findMailbox(mailbox, signal))?.id;
  const ids: [string | undefined, ...(string | undefined)[]] = [await idOf(first)];
  for (const mailbox of further) ids.push(await idOf(mailbox));
  const missing = [first, ...further].filter((_, index) => ids[index] === undefined);
  const notThere = `its mailbox ${missing.join(' and ')} is not there`;
  if (!allKnown(ids) || !rules) return { ...item, state: 'not made', detail: notThere };
  const how = await lookedUp(
    () => client.createRoutingRule({ name: item.name, mailboxIds: ids, messageNamePattern, ...rules }, signal),
    () => client.findRoutingRule(item.name, signal),
  );
  if (how === 'nothing') return unanswered(item);
  // A server that took the request otherwise than it was meant may have a rule of all mailboxes now.
  const owners = bindings.filter(({ routingRule }) => routingRule === item.name);
  const findings = ruleFindings(item.name, await client.findRoutingRule(item.name, signal), owners);
  const [worst] = findings;
  if (!worst) return { ...item, ...madeText(how, `${item.detail}, starts ${rules.process}`) };
  const detail = `made, but ${findings.map(({ message }) => message).join('; ')}`;
  return { ...item, state: 'differs', detail, fix: worst.fix };
}

function allKnown(ids: [string | undefined, ...(string | undefined)[]]): ids is [string, ...string[]] {
  return ids.every((id) => id !== undefined);
}

/** Makes something; where the outcome is unknown it is looked for, once. */
async function lookedUp(
  create: () => Promise<'created' | 'exists'>,
  find: () => Promise<unknown>,
): Promise<'created' | 'exists' | 'found' | 'nothing'> {
  try {
    return await create();
  } catch (error) {
    if (!(error instanceof SterlingError) || error.outcome !== 'unknown') throw error;
    return (await find()) === undefined ? 'nothing' : 'found';
  }
}

function madeText(
  how: 'created' | 'exists' | 'found',
  detail: string,
): { readonly state: 'made' | 'there'; readonly detail: string } {
  if (how === 'exists') return { state: 'there', detail: `${detail}; somebody else made it just now` };
  return { state: 'made', detail: how === 'found' ? `${detail}; its answer was lost, and it was found there` : detail };
}

function unanswered(item: Provision): Provision {
  return {
    ...item,
    state: 'not made',
    detail: 'no answer, and it is not there yet; Sterling may still be making it',
    fix: 'Run this again in some minutes: it is looked for first.',
  };
}
