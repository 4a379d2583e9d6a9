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

export interface Sessions {
  /** A new session, which ends the operator's earlier one; or the text of the refusal. */
  logon(request: LogonRequest): { readonly session: Session; readonly evicted: boolean } | { readonly refusal: string };
  /** The session of a UserId, marked as used; undefined when it never was, was evicted, or idled too long. */
  find(userId: string): Session | undefined;
  end(session: Session): void;
  list(): readonly Session[];
  /** Ends the operator's session, or all: what an administrator or a person's own logon does. Answers how many. */
  evict(operator?: string): number;
}

/** One live session per operator, across companies. */
export function createSessions({ operators, companies, idleTimeout, texts, now }: ResolvedOptions): Sessions {
  const byOperator = new Map<string, Session>();
  const dropIdle = (): void => {
    for (const [code, session] of byOperator) {
      if (now().getTime() - session.lastUsed.getTime() > idleTimeout) byOperator.delete(code);
    }
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
      const evicted = byOperator.has(operator.code);
      const session = {
        id: `${randomBytes(16).toString('hex').toUpperCase()}00`,
        operator,
        company,
        since: now(),
        lastUsed: now(),
      };
      byOperator.set(operator.code, session);
      return { session, evicted };
    },
    find(userId) {
      dropIdle();
      const found = [...byOperator.values()].find((session) => session.id === userId.trimEnd());
      if (found !== undefined) found.lastUsed = now();
      return found;
    },
    end: (session) => void byOperator.delete(session.operator.code),
    list() {
      dropIdle();
      return [...byOperator.values()];
    },
    evict(operator) {
      const doomed = [...byOperator.keys()].filter(
        (code) => operator === undefined || code.toUpperCase() === operator.toUpperCase(),
      );
      for (const code of doomed) byOperator.delete(code);
      return doomed.length;
    },
  };
}
