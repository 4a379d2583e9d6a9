import { randomBytes } from 'node:crypto';
import type { ResolvedOptions, SandboxCompany, SandboxOperator } from '../options.ts';

export interface Session {
  /** 32 hexadecimal digits and `00`, which selects the e.net instance; on the wire two blanks follow. */
  readonly id: string;
  readonly operator: SandboxOperator;
  readonly company: SandboxCompany;
  readonly since: Date;
  lastUsed: Date;
}

export interface LogonRequest {
  readonly operator: string;
  readonly operatorPassword: string;
  readonly companyId: string;
  readonly companyPassword: string;
}

/** What became of a session. `refused`: a request was made with it when it was no more. */
export type SessionEvent = 'logon' | 'logoff' | 'evicted' | 'thrown-out' | 'expired' | 'refused';

export interface Sessions {
  /** A new session, which ends the operator's earlier one; or the text of the refusal. */
  logon(request: LogonRequest): { readonly session: Session; readonly evicted: boolean } | { readonly refusal: string };
  /** The live session of a UserId, not marked as used. */
  peek(userId: string): Session | undefined;
  /** The session of a UserId, marked as used; undefined when it never was, was evicted, or idled too long. */
  find(userId: string): Session | undefined;
  end(session: Session): void;
  /** Ends it as {@link evict} does. */
  throwOut(session: Session): void;
  list(): readonly Session[];
  /** Ends the operator's session, or all: what an administrator or a person's own logon does. Answers how many. */
  evict(operator?: string): number;
}

/** Sessions that are no more and still known by their id, so that who goes on using one can be told. */
const remembered = 1000;

/** One live session per operator, across companies. */
export function createSessions(
  { operators, companies, idleTimeout, texts, now }: ResolvedOptions,
  onEvent: (event: SessionEvent, session: Session) => void = () => undefined,
): Sessions {
  const byOperator = new Map<string, Session>();
  const ended = new Map<string, Session>();
  const end = (session: Session, event: SessionEvent): void => {
    byOperator.delete(session.operator.code);
    ended.set(session.id, session);
    for (const oldest of ended.keys()) if (ended.size > remembered) ended.delete(oldest);
    onEvent(event, session);
  };
  const dropIdle = (): void => {
    for (const session of byOperator.values()) {
      if (now().getTime() - session.lastUsed.getTime() > idleTimeout) end(session, 'expired');
    }
  };
  const peek = (userId: string): Session | undefined => {
    dropIdle();
    return [...byOperator.values()].find((session) => session.id === userId.trimEnd());
  };
  return {
    logon(request) {
      const operator = operators.find(({ code }) => code.toUpperCase() === request.operator.trim().toUpperCase());
      if (operator === undefined) return { refusal: texts.invalidOperator };
      if (operator.password !== request.operatorPassword) return { refusal: texts.invalidPassword };
      const company = companies.find(({ id }) => id.toUpperCase() === request.companyId.trim().toUpperCase());
      if (company === undefined) return { refusal: texts.invalidCompany };
      if (company.password !== request.companyPassword.trim()) return { refusal: texts.invalidCompanyPassword };
      dropIdle();
      const earlier = byOperator.get(operator.code);
      if (earlier !== undefined) end(earlier, 'evicted');
      const session = {
        id: `${randomBytes(16).toString('hex').toUpperCase()}00`,
        operator,
        company,
        since: now(),
        lastUsed: now(),
      };
      byOperator.set(operator.code, session);
      onEvent('logon', session);
      return { session, evicted: earlier !== undefined };
    },
    peek,
    find(userId) {
      const id = userId.trimEnd();
      const found = peek(id);
      if (found !== undefined) {
        found.lastUsed = now();
        return found;
      }
      const former = ended.get(id);
      if (former !== undefined) onEvent('refused', former);
      return undefined;
    },
    end: (session) => end(session, 'logoff'),
    throwOut: (session) => end(session, 'thrown-out'),
    list() {
      dropIdle();
      return [...byOperator.values()];
    },
    evict(operator) {
      const doomed = [...byOperator.values()].filter(
        (session) => operator === undefined || session.operator.code.toUpperCase() === operator.toUpperCase(),
      );
      for (const session of doomed) end(session, 'thrown-out');
      return doomed.length;
    },
  };
}
