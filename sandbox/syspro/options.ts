import type { NumberStyle } from './numbering.ts';
import { scenarioNames, type Scenario } from './scenarios.ts';

/** A SYSPRO operator with its two passwords: the OData service has one of its own. */
export interface SandboxOperator {
  readonly code: string;
  readonly password: string;
  readonly odataPassword: string;
}

export interface SandboxCompany {
  readonly id: string;
  readonly name: string;
  /** Empty: the company needs none. */
  readonly password: string;
  /** Default `15-digit`. */
  readonly numberStyle?: NumberStyle;
  /** What the company's data is made from, where it differs from the sandbox's. */
  readonly seed?: number;
  readonly orders?: number;
  readonly invoices?: number;
  readonly dispatchNotes?: number;
  readonly scenarios?: readonly Scenario[];
}

/**
 * Replies whose wording nobody has published, except `invalidPassword`, which is recorded. The rest is inferred and may
 * be set to what a site really sees; only the leading `ERROR` is certain.
 */
export interface EnetTexts {
  readonly invalidPassword: string;
  readonly invalidOperator: string;
  readonly invalidCompany: string;
  readonly invalidCompanyPassword: string;
  /** Unknown, expired or evicted UserId. */
  readonly invalidSession: string;
  /** A logon that the licence does not allow. */
  readonly noLicence: string;
}

export interface SysproSandboxOptions {
  /** 0 picks a free one. */
  readonly port: number;
  /** Where to listen; the sandbox's own addresses always name 127.0.0.1. */
  readonly host?: string;
  /** The database the sandbox keeps its companies in; it creates its own schemas there. */
  readonly databaseUrl: string;
  readonly operators?: readonly SandboxOperator[];
  readonly companies?: readonly SandboxCompany[];
  /** Purchase orders a company starts with. */
  readonly orders?: number;
  /** Invoices and dispatch notes a company starts with; absent: five for eight purchase orders. */
  readonly invoices?: number;
  readonly dispatchNotes?: number;
  readonly seed?: number;
  /** What the data is like; absent: everything realistic. */
  readonly scenarios?: readonly Scenario[];
  /** Milliseconds between records that the sandbox raises by itself; absent: none. */
  readonly raiseEvery?: number;
  /** Adds a PostDate column to PorMasterHdr, ArInvoice and MdnMaster, as a site's own views may. */
  readonly postDate?: boolean;
  /** Rows in one OData answer. */
  readonly pageCap?: number;
  /** What tells of rows beyond the cap: a link, or nothing. Which of them SYSPRO does is unknown. */
  readonly paging?: 'next-link' | 'truncate';
  /** The offset datetimes are rendered with, `Z` or `+02:00`. Which of them SYSPRO does is unknown. */
  readonly dateOffset?: string;
  /** What OData asks for: HTTP Basic with the OData password (as documented), or the id of an e.net session. */
  readonly odataAuthentication?: 'basic' | 'session';
  /** The header an OData request has its session id in, and what stands before it there. */
  readonly odataSessionHeader?: { readonly name: string; readonly prefix: string };
  /** Milliseconds without a call after which a session is gone. SYSPRO's own default is unknown. */
  readonly idleTimeout?: number;
  readonly texts?: Partial<EnetTexts>;
  /** Replies as JSON strings, as some e.net versions send them. */
  readonly jsonReplies?: boolean;
  /** Longest URL e.net accepts, in bytes; http.sys's default is inferred. */
  readonly maxUrlBytes?: number;
  /** Elements that this release's set-up objects do not know, and ignore: earlier ones lack the locality lines of addresses. */
  readonly unknownSetupElements?: readonly string[];
  /** The sandbox's clock. */
  readonly now?: () => Date;
}

export type ResolvedOptions = Required<Omit<SysproSandboxOptions, 'raiseEvery' | 'texts'>> & {
  readonly raiseEvery: number | undefined;
  readonly texts: EnetTexts;
};

const texts: EnetTexts = {
  invalidPassword: 'ERROR: Invalid operator password',
  invalidOperator: 'ERROR: Invalid operator code',
  invalidCompany: 'ERROR: Invalid company id',
  invalidCompanyPassword: 'ERROR: Invalid company password',
  invalidSession: 'ERROR: Invalid or expired UserId',
  noLicence: 'ERROR: Maximum number of licensed users reached',
};

/** The options with their defaults: company A, one operator `EDIBOT`, everything as SYSPRO most likely does it. */
export function resolveOptions(given: SysproSandboxOptions): ResolvedOptions {
  const orders = given.orders ?? 400;
  const others = Math.round((orders * 5) / 8);
  return {
    operators: [{ code: 'EDIBOT', password: 'edibot-enet', odataPassword: 'edibot-odata' }],
    companies: [{ id: 'A', name: 'Sandbox Manufacturing', password: '' }],
    host: '127.0.0.1',
    orders,
    invoices: others,
    dispatchNotes: others,
    seed: 1,
    scenarios: scenarioNames,
    postDate: false,
    pageCap: 5000,
    paging: 'next-link',
    dateOffset: 'Z',
    odataAuthentication: 'basic',
    odataSessionHeader: { name: 'Authorization', prefix: 'Bearer ' },
    idleTimeout: 20 * 60_000,
    jsonReplies: false,
    maxUrlBytes: 16_384,
    unknownSetupElements: [],
    now: () => new Date(),
    ...given,
    raiseEvery: given.raiseEvery,
    texts: { ...texts, ...given.texts },
  };
}
